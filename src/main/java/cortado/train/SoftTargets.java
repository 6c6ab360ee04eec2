package cortado.train;

import cortado.UserError;
import cortado.data.Samples;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Targets with what another model computes beside them, so that a smaller one learns from it.
 *
 * @param samples with both as targets
 * @param loss that takes them
 */
public record SoftTargets(Samples samples, Loss loss) {

  /**
   * Puts a teacher's outputs beside the targets.
   *
   * @param outputs of the teacher, for these samples
   * @param share of the teacher in the loss, in [0, 1]
   * @throws UserError if the teacher's outputs have other shapes than the targets call for
   */
  public static SoftTargets of(Samples samples, List<Tensor> outputs, double share, Loss loss) {
    List<Tensor> both = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Tensor taught = outputs.get(i);
      Tensor target = samples.targets().tensors().get(i);
      Shape wanted = loss.targets(taught.shape());
      if (!wanted.equals(target.shape())) {
        throw UserError.because("The parent's output does not fit the targets of the data")
            .received(target.shape())
            .allowed(wanted)
            .next("leave --distill out");
      }
      both.add(beside(target, taught));
    }
    NamedTensors targets = new NamedTensors(samples.targets().names(), both);
    return new SoftTargets(
        new Samples(samples.inputs(), targets), new Loss.Distilled(loss, (float) share));
  }

  /** Along the last axis. */
  private static Tensor beside(Tensor target, Tensor taught) {
    int first = target.shape().dim(-1);
    int second = taught.shape().dim(-1);
    float[] a = target.floats();
    float[] b = taught.floats();
    float[] both = new float[a.length + b.length];
    for (int row = 0; row < b.length / second; row++) {
      int at = row * (first + second);
      System.arraycopy(a, row * first, both, at, first);
      System.arraycopy(b, row * second, both, at + first, second);
    }
    return Tensor.of(taught.shape().withDim(-1, first + second), both);
  }
}
