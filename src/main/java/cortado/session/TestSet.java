package cortado.session;

import cortado.data.Samples;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Loss;
import cortado.workspace.Signature;
import java.util.List;
import java.util.Optional;

/**
 * The part of a dataset that a variant is tested on, in the variant's order.
 *
 * @param inputs empty where they do not fit
 * @param targets empty where there are none that fit
 * @param misfit why there is no loss; empty without data or where all is well
 */
record TestSet(
    Optional<NamedTensors> inputs, Optional<NamedTensors> targets, Optional<String> misfit) {
  private static final TestSet NONE =
      new TestSet(Optional.empty(), Optional.empty(), Optional.empty());

  static TestSet of(Signature signature, Optional<Samples> test) {
    if (test.isEmpty() || test.get().count() == 0) {
      return NONE;
    }
    SampleFit fit = new SampleFit(signature);
    Samples samples = test.get();
    Optional<String> misfit = fit.misfit(samples.inputs());
    if (misfit.isPresent()) {
      return new TestSet(Optional.empty(), Optional.empty(), misfit);
    }
    Optional<NamedTensors> inputs = Optional.of(fit.inputs(samples.inputs()));
    if (!samples.hasTargets()) {
      return new TestSet(inputs, Optional.empty(), Optional.empty());
    }
    Optional<String> wrong = fit.targetMisfit(samples.targets());
    return wrong.isPresent()
        ? new TestSet(inputs, Optional.empty(), wrong)
        : new TestSet(inputs, Optional.of(fit.targets(samples.targets())), Optional.empty());
  }

  /** The loss that the targets call for. */
  Loss usualLoss(NamedTensors outputs) {
    return UsualLoss.of(shapes(outputs), targets.orElseThrow());
  }

  /** Why outputs cannot be compared with the targets; empty if they can. */
  Optional<String> misfit(NamedTensors outputs, Loss loss) {
    List<Shape> given = shapes(outputs);
    List<Shape> wanted = shapes(targets.orElseThrow());
    return given.stream().allMatch(loss::takes)
            && given.stream().map(loss::targets).toList().equals(wanted)
        ? Optional.empty()
        : Optional.of(
            "the outputs are "
                + text(given)
                + ", the targets "
                + text(wanted)
                + " ("
                + loss.id()
                + ")");
  }

  private static List<Shape> shapes(NamedTensors tensors) {
    return tensors.tensors().stream().map(Tensor::shape).toList();
  }

  private static String text(List<Shape> shapes) {
    return String.join(", ", shapes.stream().map(Shape::toString).toList());
  }
}
