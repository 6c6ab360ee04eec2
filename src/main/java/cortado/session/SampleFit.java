package cortado.session;

import cortado.UserError;
import cortado.data.Samples;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Whether samples are what a model takes. */
final class SampleFit {
  private SampleFit() {}

  /** What is wrong, as the end of a sentence; empty if they fit. */
  static Optional<String> misfit(Graph graph, Samples samples) {
    return misfit(graph, samples.inputs().shape());
  }

  private static Optional<String> misfit(Graph graph, Shape given) {
    List<Shape> inputs = inputs(graph);
    if (inputs.size() != 1) {
      return Optional.of("the model takes " + inputs.size() + " inputs, not one");
    }
    Shape taken = inputs.get(0);
    boolean fits = taken.rank() == given.rank();
    for (int axis = 1; fits && axis < taken.rank(); axis++) {
      fits = taken.dim(axis) == Shape.UNKNOWN || taken.dim(axis) == given.dim(axis);
    }
    return fits
        ? Optional.empty()
        : Optional.of(
            "the model takes "
                + taken.withDim(0, Shape.UNKNOWN)
                + ", not "
                + (given.rank() == 0 ? given : given.withDim(0, Shape.UNKNOWN)));
  }

  /**
   * @throws UserError if the samples are not what the model takes
   */
  static void require(Variant v, Graph graph, Samples samples) {
    Optional<String> misfit = misfit(graph, samples);
    if (misfit.isPresent()) {
      throw UserError.because("The data does not fit " + v.name() + ": " + misfit.get())
          .next("%data with another --tile or --size, or --from another variant");
    }
  }

  /**
   * @throws UserError if the input is no batch of what the model takes
   */
  static void requireInput(Variant v, Graph graph, Tensor input) {
    Optional<String> misfit = misfit(graph, input.shape());
    if (misfit.isPresent() || input.dtype() != DType.FLOAT32 || input.shape().dim(0) < 1) {
      throw UserError.because("The input does not fit " + v.name())
          .received(input)
          .allowed("FLOAT32 " + inputs(graph).get(0).withDim(0, Shape.UNKNOWN));
    }
  }

  /** The shapes of a model's inputs, batch first. */
  static List<Shape> inputs(Graph graph) {
    return graph.inputs().stream().map(ref -> shape(graph, ref)).toList();
  }

  private static Shape shape(Graph graph, Ref ref) {
    for (Node n : graph.nodes()) {
      if (n.output().equals(ref) && n.layer() instanceof Layer.InputLayer input) {
        return input.shape();
      }
    }
    throw new IllegalStateException("the input " + ref + " is no input layer");
  }
}
