package cortado.graph;

import cortado.UserError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers joined to a network without cycles. The nodes stand in an order in which every node
 * follows those it reads from.
 *
 * @param name the model's name in the file
 */
public record Graph(String name, List<Node> nodes, List<Ref> inputs, List<Ref> outputs) {
  public Graph {
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Set<Ref> known = new HashSet<>();
    Map<String, Layer> byName = new HashMap<>();
    for (Node n : nodes) {
      requireKnown(known, n.inputs(), "The layer '" + n.layer().name() + "' reads");
      Layer twin = byName.putIfAbsent(n.layer().name(), n.layer());
      if (!known.add(n.output()) || twin != null && !twin.equals(n.layer())) {
        throw UserError.because("Two layers have the same name").received(n.output());
      }
    }
    requireKnown(known, inputs, "The model's inputs name");
    requireKnown(known, outputs, "The model's outputs name");
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw UserError.because("The model '" + name + "' lacks an input or an output");
    }
  }

  private static void requireKnown(Set<Ref> known, List<Ref> refs, String who) {
    for (Ref r : refs) {
      if (!known.contains(r)) {
        throw UserError.because(who + " a layer that does not come before it").received(r);
      }
    }
  }

  /** Each layer once, in the order of its first call. */
  public List<Layer> layers() {
    return nodes.stream().map(Node::layer).distinct().toList();
  }
}
