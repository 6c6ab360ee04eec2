package cortado.graph;

import cortado.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
      if (!known.addAll(n.outputs()) || twin != null && !twin.equals(n.layer())) {
        throw UserError.because("Two layers have the same name").received(n.output());
      }
    }
    requireKnown(known, inputs, "The model's inputs name");
    requireKnown(known, outputs, "The model's outputs name");
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw UserError.because("The model '" + name + "' lacks an input or an output");
    }
    requireOwnPaths(layers(nodes));
  }

  /** That no layer is called {@code a/b} beside a model {@code a} that has a layer {@code b}. */
  private static void requireOwnPaths(List<Layer> layers) {
    Set<String> paths = new HashSet<>();
    for (Layer layer : layers) {
      List<String> own = new ArrayList<>(List.of(layer.name()));
      if (layer instanceof Layer.Nested nested) {
        nested.graph().leaves().keySet().forEach(p -> own.add(layer.name() + "/" + p));
      }
      for (String path : own) {
        if (!paths.add(path)) {
          throw UserError.because("Two layers have the same name").received(path);
        }
      }
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
    return layers(nodes);
  }

  private static List<Layer> layers(List<Node> nodes) {
    return nodes.stream().map(Node::layer).distinct().toList();
  }

  /**
   * The layers that are no models, by their paths, in the order of their first calls: {@code conv},
   * or {@code outer/conv} within the model {@code outer}.
   */
  public Map<String, Layer> leaves() {
    Map<String, Layer> leaves = new LinkedHashMap<>();
    for (Layer layer : layers()) {
      if (layer instanceof Layer.Nested nested) {
        nested.graph().leaves().forEach((path, l) -> leaves.put(layer.name() + "/" + path, l));
      } else {
        leaves.put(layer.name(), layer);
      }
    }
    return leaves;
  }

  /** How many levels of models stand in this one; 0 if there are none. */
  int depth() {
    int depth = 0;
    for (Node n : nodes) {
      if (n.layer() instanceof Layer.Nested nested) {
        depth = Math.max(depth, 1 + nested.graph().depth());
      }
    }
    return depth;
  }
}
