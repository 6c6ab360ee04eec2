package cortado.session;

import cortado.UserError;
import cortado.data.Samples;
import cortado.tensor.DType;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts samples in the order in which a variant takes them, where they fit. */
record SampleFit(Signature signature) {

  /** What is wrong with inputs, as the end of a sentence; empty if they fit. */
  Optional<String> misfit(NamedTensors given) {
    Optional<String> names = misfit("input", signature.inputNames(), given);
    if (names.isPresent()) {
      return names;
    }
    List<Tensor> tensors = inOrder(signature.inputNames(), given).tensors();
    for (int i = 0; i < tensors.size(); i++) {
      Signature.Input input = signature.inputs().get(i);
      Shape shape = tensors.get(i).shape();
      if (!fits(shape, input.shape())) {
        String which = tensors.size() == 1 ? "" : " for " + input.name();
        return Optional.of(
            "the model takes %s%s, not %s"
                .formatted(anyBatch(input.shape()), which, anyBatch(shape)));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> misfit(String what, List<String> names, NamedTensors given) {
    if (given.size() != names.size()) {
      return Optional.of(
          "the model has %s, the data %d"
              .formatted(
                  names.size() == 1
                      ? "one " + what
                      : names.size() + " " + what + "s (" + String.join(", ", names) + ")",
                  given.size()));
    }
    if (given.isNamed() && !Set.copyOf(given.names()).equals(Set.copyOf(names))) {
      return Optional.of(
          "the model's %ss are named %s, not %s"
              .formatted(what, String.join(", ", names), String.join(", ", given.names())));
    }
    return Optional.empty();
  }

  private static boolean fits(Shape given, Shape taken) {
    boolean fits = taken.rank() == given.rank();
    for (int axis = 1; fits && axis < taken.rank(); axis++) {
      fits = taken.dim(axis) == Shape.UNKNOWN || taken.dim(axis) == given.dim(axis);
    }
    return fits;
  }

  private static Shape anyBatch(Shape shape) {
    return shape.rank() == 0 ? shape : shape.withDim(0, Shape.UNKNOWN);
  }

  /** What is wrong with targets: their number or their names. */
  Optional<String> targetMisfit(NamedTensors given) {
    return given.size() == 0
        ? Optional.of("the data has no targets")
        : misfit("output", signature.outputs(), given);
  }

  /** Inputs that fit, in the variant's order and under its names. */
  NamedTensors inputs(NamedTensors given) {
    return inOrder(signature.inputNames(), given);
  }

  /** Targets that fit, in the variant's order and under its names. */
  NamedTensors targets(NamedTensors given) {
    return inOrder(signature.outputs(), given);
  }

  private static NamedTensors inOrder(List<String> names, NamedTensors given) {
    if (!given.isNamed()) {
      return new NamedTensors(unique(names), given.tensors());
    }
    return new NamedTensors(names, names.stream().map(given::get).toList());
  }

  /** A model may give one output twice. */
  private static List<String> unique(List<String> names) {
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int n = 1; unique.contains(candidate); n++) {
        candidate = name + "_" + n;
      }
      unique.add(candidate);
    }
    return unique;
  }

  /** Outputs under the variant's names. */
  NamedTensors outputs(List<Tensor> computed) {
    return new NamedTensors(unique(signature.outputs()), computed);
  }

  /**
   * The inputs of samples, in the variant's order.
   *
   * @throws UserError if they do not fit
   */
  NamedTensors require(String variant, Samples samples) {
    Optional<String> misfit = misfit(samples.inputs());
    if (misfit.isPresent()) {
      throw UserError.because("The data does not fit " + variant + ": " + misfit.get())
          .next("%data with what the model takes, or --from another variant");
    }
    return inputs(samples.inputs());
  }

  /**
   * Samples to train on, in the variant's order.
   *
   * @throws UserError if they do not fit or have no targets
   */
  Samples requireTargets(String variant, Samples samples) {
    NamedTensors inputs = require(variant, samples);
    Optional<String> misfit = targetMisfit(samples.targets());
    if (misfit.isPresent()) {
      throw UserError.because("The data cannot train " + variant + ": " + misfit.get())
          .next("%data --inputs x.npy --targets y.npy, or images with masks");
    }
    return new Samples(inputs, targets(samples.targets()));
  }

  /**
   * Inputs that the user gave for one call, in the variant's order.
   *
   * @throws UserError if they are no batch of what the variant takes
   */
  NamedTensors requireInputs(String variant, NamedTensors given) {
    Optional<String> misfit = misfit(given);
    boolean floats = given.tensors().stream().allMatch(t -> t.dtype() == DType.FLOAT32);
    if (misfit.isPresent() || !floats || given.count() < 1) {
      List<String> taken =
          signature.inputs().stream()
              .map(
                  i ->
                      (signature.inputs().size() == 1 ? "" : i.name() + " ")
                          + "FLOAT32 "
                          + anyBatch(i.shape()))
              .toList();
      throw UserError.because(
              "The input does not fit " + variant + misfit.map(m -> ": " + m).orElse(""))
          .received(given)
          .allowed(String.join(", ", taken));
    }
    return inputs(given);
  }
}
