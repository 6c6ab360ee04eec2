package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tensors of a graph are images or signals with channels first: those that a layer takes as
 * such, if not at once then behind layers that any order is right for.
 */
final class ImageTensors {
  private final Set<String> channelsFirst;
  private final String prefix;
  private final Map<Ref, Integer> ranks;
  private final Map<String, ChannelsLast.Result> models = new HashMap<>();
  private final Set<Ref> images = new HashSet<>();

  private ImageTensors(Set<String> channelsFirst, String prefix, Map<Ref, Integer> ranks) {
    this.channelsFirst = channelsFirst;
    this.prefix = prefix;
    this.ranks = ranks;
  }

  static ImageTensors of(
      Graph graph, Set<String> channelsFirst, String prefix, Map<Ref, Integer> ranks) {
    ImageTensors found = new ImageTensors(channelsFirst, prefix, ranks);
    List<Node> backwards = new ArrayList<>(graph.nodes());
    Collections.reverse(backwards);
    backwards.forEach(found::add);
    return found;
  }

  private void add(Node node) {
    if (node.layer() instanceof Layer.Nested nested) {
      ChannelsLast.Result inner =
          models.computeIfAbsent(
              nested.name(),
              name -> ChannelsLast.of(nested.graph(), channelsFirst, prefix + name + "/"));
      for (int i = 0; i < node.inputs().size(); i++) {
        if (inner.input(i) == AxisOrder.CHANNELS_LAST) {
          add(node.inputs().get(i));
        }
      }
    } else if (takesImages(node)) {
      node.inputs().forEach(this::add);
    }
  }

  private void add(Ref r) {
    if (ranks.get(r) > 2) {
      images.add(r);
    }
  }

  private boolean takesImages(Node node) {
    Optional<OrderedLayer> layer =
        OrderedLayer.ofImages(node.layer(), isChannelsFirst(node.layer()));
    if (layer.isPresent() || node.inputs().isEmpty()) {
      return layer.isPresent() && layer.get().input() == AxisOrder.CHANNELS_LAST;
    }
    int rank = ranks.get(node.output());
    OrderedLayer turned = OrderedLayer.onChannelsLast(node.layer(), rank);
    return images.contains(node.output())
        && node.inputs().stream().allMatch(r -> ranks.get(r) == rank)
        && turned.input() == AxisOrder.CHANNELS_LAST
        && turned.output() == AxisOrder.CHANNELS_LAST;
  }

  boolean contains(Ref r) {
    return images.contains(r);
  }

  boolean isChannelsFirst(Layer layer) {
    return channelsFirst.contains(prefix + layer.name());
  }

  /** The graph within a layer, turned. */
  ChannelsLast.Result model(String layer) {
    return models.get(layer);
  }

  /** A vector that becomes an image of one pixel, if it is taken as an image. */
  Optional<OrderedLayer> pixels(Node node) {
    return contains(node.output())
        ? OrderedLayer.ofPixels(node.layer(), ranks.get(node.inputs().get(0)))
        : Optional.empty();
  }
}
