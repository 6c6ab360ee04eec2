package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order that Keras 2 gives to the layers of a functional model, whatever order they were made
 * in: by decreasing distance from the outputs, then as a walk back from the outputs first meets
 * them. Keras matches the weights in a file to the layers by it.
 */
final class KerasOrder {
  private final Map<Ref, Node> nodes = new HashMap<>();
  private final Map<Layer, Integer> firstMet = new HashMap<>();
  private final List<Node> inputsFirst = new ArrayList<>();
  private final Map<Layer, Integer> depths = new HashMap<>();

  private KerasOrder(Graph graph) {
    graph.nodes().forEach(n -> nodes.put(n.output(), n));
    Set<Node> seen = new HashSet<>();
    graph.outputs().forEach(r -> walk(node(r), seen));
    measureDepths();
    for (Ref r : graph.inputs()) {
      Layer unused = node(r).layer();
      if (!depths.containsKey(unused)) {
        depths.put(unused, 0);
        firstMet.put(unused, -1);
      }
    }
  }

  private Node node(Ref output) {
    return nodes.get(new Ref(output.layer(), output.call()));
  }

  static List<Layer> of(Graph graph) {
    KerasOrder order = new KerasOrder(graph);
    return graph.layers().stream()
        .filter(order.depths::containsKey)
        .sorted(
            Comparator.<Layer, Integer>comparing(order.depths::get)
                .reversed()
                .thenComparing(order.firstMet::get))
        .toList();
  }

  private record Visit(Node node, Iterator<Ref> inputs) {}

  /** Depth first, on a stack of its own, as a network may be deeper than the thread's. */
  private void walk(Node output, Set<Node> seen) {
    Deque<Visit> stack = new ArrayDeque<>();
    enter(output, stack, seen);
    while (!stack.isEmpty()) {
      Visit top = stack.element();
      if (top.inputs().hasNext()) {
        enter(node(top.inputs().next()), stack, seen);
      } else {
        inputsFirst.add(stack.remove().node());
      }
    }
  }

  private void enter(Node node, Deque<Visit> stack, Set<Node> seen) {
    if (seen.add(node)) {
      firstMet.putIfAbsent(node.layer(), firstMet.size());
      stack.push(new Visit(node, node.inputs().iterator()));
    }
  }

  private void measureDepths() {
    Map<Node, Integer> ofNodes = new HashMap<>();
    for (int i = inputsFirst.size() - 1; i >= 0; i--) {
      Node node = inputsFirst.get(i);
      int depth = Math.max(ofNodes.getOrDefault(node, 0), depths.getOrDefault(node.layer(), 0));
      depths.put(node.layer(), depth);
      for (Ref r : node.inputs()) {
        ofNodes.merge(node(r), depth + 1, Math::max);
      }
    }
  }
}
