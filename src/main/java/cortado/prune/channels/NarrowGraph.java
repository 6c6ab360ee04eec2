package cortado.prune.channels;

import cortado.graph.ChannelSource;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.NormalizationLayer.LayerScale;
import cortado.graph.ShapeLayer.Reshape;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph whose layers state the numbers of channels that are left. */
final class NarrowGraph {
  private final Map<String, Integer> channels = new HashMap<>();

  private NarrowGraph() {}

  static Graph of(ChannelGroups groups, BitSet removed) {
    return of(groups.graph(), groups, removed);
  }

  /**
   * @param part a graph of some of the layers that the groups are about
   */
  static Graph of(Graph part, ChannelGroups groups, BitSet removed) {
    NarrowGraph narrow = new NarrowGraph();
    Map<String, Layer> layers = groups.graph().leaves();
    for (ChannelAxis a : groups.axes()) {
      String path = a.weight().layer();
      boolean states = a.use() == Use.OUTPUT || layers.get(path) instanceof LayerScale;
      if (states) {
        narrow.add(path, a.positions(), removed);
      }
    }
    groups.declared().forEach((path, positions) -> narrow.add(path, positions, removed));
    return narrow.graph(part, "");
  }

  private void add(String path, Positions positions, BitSet removed) {
    int left = positions.without(removed).length;
    if (left < positions.count()) {
      channels.put(path, left);
    }
  }

  private Graph graph(Graph graph, String prefix) {
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      nodes.add(new Node(layer(n.layer(), prefix + n.layer().name()), n.call(), n.inputs()));
    }
    return new Graph(graph.name(), nodes, graph.inputs(), graph.outputs());
  }

  private Layer layer(Layer layer, String path) {
    if (layer instanceof Layer.Nested nested) {
      return new Layer.Nested(nested.name(), graph(nested.graph(), path + "/"));
    }
    Integer left = channels.get(path);
    if (left == null) {
      return layer;
    } else if (layer instanceof ChannelSource source) {
      return source.withChannels(left);
    } else if (layer instanceof LayerScale scale) {
      return new LayerScale(scale.name(), scale.initial(), left);
    } else if (layer instanceof Layer.InputLayer input) {
      Shape shape = input.shape();
      return new Layer.InputLayer(input.name(), shape.withDim(-1, left));
    } else if (layer instanceof Reshape reshape) {
      List<Integer> target = new ArrayList<>(reshape.target());
      target.set(target.size() - 1, left);
      return new Reshape(reshape.name(), target);
    }
    throw new IllegalStateException(path + " cannot state " + left + " channels");
  }
}
