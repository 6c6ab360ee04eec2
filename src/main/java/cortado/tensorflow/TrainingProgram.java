package cortado.tensorflow;

import cortado.UserError;
import cortado.data.Samples;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.tensor.Shape;
import java.util.List;

/** The program of a model for the samples' size of image, once that is known to fit. */
final class TrainingProgram {
  private TrainingProgram() {}

  static Program of(Model model, Samples samples) {
    if (model.graph().inputs().size() != 1 || model.graph().outputs().size() != 1) {
      throw UserError.because("Only a model of one input and one output can be trained")
          .received(model.graph().inputs() + " -> " + model.graph().outputs());
    }
    if (samples.count() == 0) {
      throw UserError.because("There are no samples to train on");
    }
    if (model.weights().ids().isEmpty()) {
      throw UserError.because("The model has no weights to train");
    }
    Shape declared = Lowering.lower(model).inputs().get(0).shape();
    Shape given = samples.inputs().shape().withDim(0, Shape.UNKNOWN);
    requireFit("The model's input does not fit the data", given, declared);
    Program program = Lowering.lower(withInput(model, given));
    requireFit(
        "The model's output does not fit the masks of the data",
        samples.targets().shape().withDim(0, Shape.UNKNOWN),
        program.outputs().get(0).shape());
    return program;
  }

  private static void requireFit(String otherwise, Shape given, Shape allowed) {
    boolean fits = given.rank() == allowed.rank();
    for (int axis = 0; fits && axis < given.rank(); axis++) {
      fits = allowed.dim(axis) == Shape.UNKNOWN || allowed.dim(axis) == given.dim(axis);
    }
    if (!fits) {
      throw UserError.because(otherwise).received(given).allowed(allowed);
    }
  }

  /** The model with its input's unknown extents decided, as gradients of some ops need. */
  private static Model withInput(Model model, Shape shape) {
    Graph g = model.graph();
    List<Node> nodes =
        g.nodes().stream()
            .map(
                n ->
                    n.layer() instanceof Layer.InputLayer input
                        ? new Node(new Layer.InputLayer(input.name(), shape), n.call(), n.inputs())
                        : n)
            .toList();
    return new Model(new Graph(g.name(), nodes, g.inputs(), g.outputs()), model.weights());
  }
}
