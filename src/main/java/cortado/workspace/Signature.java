package cortado.workspace;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.tensor.Shape;
import cortado.tflite.TfliteFile;
import java.util.ArrayList;
import java.util.List;

/**
 * What a variant takes and gives, in its order.
 *
 * @param outputs their names
 */
public record Signature(List<Input> inputs, List<String> outputs) {

  /**
   * An input.
   *
   * @param shape batch first
   */
  public record Input(String name, Shape shape) {}

  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static Signature of(Graph graph) {
    return new Signature(
        graph.inputs().stream().map(ref -> input(graph, ref)).toList(),
        graph.outputs().stream().map(Ref::toString).toList());
  }

  static Signature of(TfliteFile file) {
    List<String> names = file.inputNames();
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      inputs.add(new Input(names.get(i), file.inputs().get(i).shape()));
    }
    return new Signature(inputs, file.outputNames());
  }

  private static Input input(Graph graph, Ref ref) {
    for (Node n : graph.nodes()) {
      if (n.output().equals(ref) && n.layer() instanceof Layer.InputLayer layer) {
        return new Input(layer.name(), layer.shape());
      }
    }
    throw new IllegalStateException("the input " + ref + " is no input layer");
  }

  /**
   * The input of a variant that has one.
   *
   * @param variant its name
   * @throws UserError if there are several inputs
   */
  public Input onlyInput(String variant) {
    if (inputs.size() != 1) {
      throw UserError.because(variant + " takes " + inputs.size() + " inputs, so each needs a file")
          .allowed(String.join(", ", inputNames()))
          .next(
              "%predict "
                  + String.join(" ", inputs.stream().map(i -> i.name() + "=FILE.npy").toList()));
    }
    return inputs.get(0);
  }

  public List<String> inputNames() {
    return inputs.stream().map(Input::name).toList();
  }
}
