package cortado.graph;

import java.util.List;
import java.util.stream.IntStream;

/** One call of a layer on the outputs of others. */
public record Node(Layer layer, int call, List<Ref> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
  }

  /**
   * The first output, which is the only one unless the layer is a model or takes its input apart.
   */
  public Ref output() {
    return output(0);
  }

  public Ref output(int index) {
    return new Ref(layer.name(), call, index);
  }

  /** All outputs, in order. */
  public List<Ref> outputs() {
    return IntStream.range(0, layer.outputCount()).mapToObj(this::output).toList();
  }
}
