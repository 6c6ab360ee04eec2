package cortado.graph;

import java.util.List;

/** One call of a layer on the outputs of others. */
public record Node(Layer layer, int call, List<Ref> inputs) {
  public Node {
    inputs = List.copyOf(inputs);
  }

  public Ref output() {
    return new Ref(layer.name(), call);
  }
}
