package cortado.prune.channels;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer.Reshape;
import cortado.ops.Program;
import cortado.ops.Value;
import cortado.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channels that layers without weights state in numbers: reshapings, and the inputs of models
 * that are layers.
 */
final class DeclaredLabels {
  private final ChannelLabels labels;
  private final Map<String, int[]> computed = new HashMap<>();
  private final Map<String, int[]> byLayer = new LinkedHashMap<>();

  private DeclaredLabels(ChannelLabels labels) {
    this.labels = labels;
  }

  /**
   * @param channels the labels of the program's values
   * @return the labels of what each such layer puts out, by the layer's path
   */
  static Map<String, int[]> find(
      Graph graph, Program program, Map<Value, int[]> channels, ChannelLabels labels) {
    DeclaredLabels d = new DeclaredLabels(labels);
    channels.forEach((value, found) -> d.computed.put(value.name(), found));
    d.walk(graph, "", "", new HashMap<>());
    return d.byLayer;
  }

  /** Walks over a graph as the lowering does, which names a call's output as the call. */
  private void walk(Graph graph, String layers, String calls, Map<Ref, int[]> outputs) {
    for (Node node : graph.nodes()) {
      Layer layer = node.layer();
      String path = layers + layer.name();
      List<int[]> in = node.inputs().stream().map(outputs::get).toList();
      if (layer instanceof Layer.Nested nested) {
        Graph inner = nested.graph();
        Map<Ref, int[]> within = new HashMap<>();
        for (int i = 0; i < in.size(); i++) {
          within.put(inner.inputs().get(i), in.get(i));
        }
        walk(inner, path + "/", calls + node.output() + "/", within);
        for (int i = 0; i < inner.outputs().size(); i++) {
          outputs.put(node.output(i), within.get(inner.outputs().get(i)));
        }
        continue;
      }
      int[] given = outputs.get(node.output());
      if (given != null && layer instanceof Layer.InputLayer input) {
        declare(path, input.shape().dim(-1), given);
      } else if (layer instanceof Layer.InputLayer) {
        outputs.put(node.output(), computed.get(path));
      } else if (given == null) {
        // A layer that leaves no op behind puts out what it is given.
        outputs.put(
            node.output(),
            computed.getOrDefault(calls + node.output(), in.isEmpty() ? null : in.get(0)));
      }
      if (layer instanceof Reshape reshape && !reshape.target().isEmpty()) {
        int last = reshape.target().get(reshape.target().size() - 1);
        declare(path, last, outputs.get(node.output()));
      }
    }
  }

  private void declare(String path, int extent, int[] channels) {
    if (extent != Shape.UNKNOWN) {
      labels.tie(byLayer.computeIfAbsent(path, p -> channels), channels);
    }
  }
}
