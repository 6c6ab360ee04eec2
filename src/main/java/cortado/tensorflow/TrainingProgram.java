package cortado.tensorflow;

import cortado.UserError;
import cortado.data.Samples;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Value;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program of a model for the samples' size of image, once that is known to fit. */
final class TrainingProgram {
  private TrainingProgram() {}

  /**
   * @param samples of the model's inputs and outputs, in its order
   */
  static Program of(Model model, Samples samples) {
    requireNumber("inputs", samples.inputs(), model.graph().inputs());
    requireNumber("outputs", samples.targets(), model.graph().outputs());
    if (samples.count() == 0) {
      throw UserError.because("There are no samples to train on");
    }
    if (model.weights().ids().isEmpty()) {
      throw UserError.because("The model has no weights to train");
    }
    requireFit(
        "The model's input does not fit the data",
        samples.inputs(),
        Lowering.lower(model).inputs(),
        true);
    Program program = Lowering.lower(withInputs(model, samples.inputs()));
    requireFit(
        "The model's output does not fit the targets of the data",
        samples.targets(),
        program.outputs(),
        false);
    return program;
  }

  private static void requireNumber(String what, NamedTensors given, List<Ref> taken) {
    if (given.size() != taken.size()) {
      throw UserError.because("The data does not have one array for each of the model's " + what)
          .received(given.size())
          .allowed(taken);
    }
  }

  private static void requireFit(
      String otherwise, NamedTensors data, List<Value> values, boolean dataIsGiven) {
    for (int i = 0; i < values.size(); i++) {
      Shape samples = data.tensors().get(i).shape().withDim(0, Shape.UNKNOWN);
      Shape value = values.get(i).shape();
      boolean fits = samples.rank() == value.rank();
      for (int axis = 0; fits && axis < value.rank(); axis++) {
        fits = value.dim(axis) == Shape.UNKNOWN || value.dim(axis) == samples.dim(axis);
      }
      if (!fits) {
        String which = values.size() == 1 ? "" : values.get(i).name() + " ";
        throw UserError.because(otherwise)
            .received(which + (dataIsGiven ? samples : value))
            .allowed(dataIsGiven ? value : samples);
      }
    }
  }

  /** The model with its inputs' unknown extents decided, as gradients of some ops need. */
  private static Model withInputs(Model model, NamedTensors samples) {
    Graph g = model.graph();
    Map<String, Shape> shapes = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      shapes.put(
          g.inputs().get(i).layer(), samples.tensors().get(i).shape().withDim(0, Shape.UNKNOWN));
    }
    List<Node> nodes =
        g.nodes().stream()
            .map(
                n ->
                    n.layer() instanceof Layer.InputLayer input && shapes.containsKey(input.name())
                        ? new Node(
                            new Layer.InputLayer(input.name(), shapes.get(input.name())),
                            n.call(),
                            n.inputs())
                        : n)
            .toList();
    return new Model(new Graph(g.name(), nodes, g.inputs(), g.outputs()), model.weights());
  }
}
