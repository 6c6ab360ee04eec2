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
import cortado.train.Loss;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program of a model for the samples' size of image, once that is known to fit. */
final class TrainingProgram {
  private TrainingProgram() {}

  /**
   * @param samples of the model's inputs and outputs, in its order
   * @param loss decides the shape of the targets
   */
  static Program of(Model model, Samples samples, Loss loss) {
    requireNumber("inputs", samples.inputs(), model.graph().inputs());
    requireNumber("outputs", samples.targets(), model.graph().outputs());
    if (samples.count() == 0) {
      throw UserError.because("There are no samples to train on");
    }
    if (!Lowering.isTrainable(model.graph())) {
      throw UserError.because("The model has no weights to train");
    }
    requireFit(
        "The model's input does not fit the data",
        samples.inputs(),
        Lowering.lower(model).inputs());
    Program program = Lowering.lower(withInputs(model, samples.inputs()));
    requireTargets(loss, samples.targets(), program.outputs());
    return program;
  }

  private static void requireNumber(String what, NamedTensors given, List<Ref> taken) {
    if (given.size() != taken.size()) {
      throw UserError.because("The data does not have one array for each of the model's " + what)
          .received(given.size())
          .allowed(taken);
    }
  }

  private static void requireFit(String otherwise, NamedTensors data, List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      Shape given = data.tensors().get(i).shape().withDim(0, Shape.UNKNOWN);
      if (!fits(given, values.get(i).shape())) {
        throw UserError.because(otherwise)
            .received(which(values, i) + given)
            .allowed(values.get(i).shape());
      }
    }
  }

  private static void requireTargets(Loss loss, NamedTensors targets, List<Value> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      if (!loss.takes(outputs.get(i).shape())) {
        throw UserError.because("The loss " + loss.id() + " needs one number for each class")
            .received(which(outputs, i) + outputs.get(i).shape())
            .next("another --loss");
      }
      Shape given = targets.tensors().get(i).shape().withDim(0, Shape.UNKNOWN);
      Shape taken = loss.targets(outputs.get(i).shape());
      if (!fits(given, taken)) {
        throw UserError.because("The targets of the data do not fit the model and " + loss.id())
            .received(which(outputs, i) + given)
            .allowed(taken)
            .next("another --loss, or other targets");
      }
    }
  }

  private static String which(List<Value> values, int i) {
    return values.size() == 1 ? "" : values.get(i).name() + " ";
  }

  private static boolean fits(Shape given, Shape taken) {
    boolean fits = given.rank() == taken.rank();
    for (int axis = 0; fits && axis < given.rank(); axis++) {
      fits = taken.dim(axis) == Shape.UNKNOWN || taken.dim(axis) == given.dim(axis);
    }
    return fits;
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
