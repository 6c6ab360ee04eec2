package cortado.keras;

import cortado.graph.NormalizationLayer;
import cortado.graph.NormalizationLayer.GroupNormalization;
import cortado.graph.NormalizationLayer.LayerNormalization;
import cortado.graph.NormalizationLayer.Normalization;
import cortado.graph.NormalizationLayer.RMSNormalization;
import cortado.graph.NormalizationLayer.Rescaling;
import cortado.graph.NormalizationLayer.UnitNormalization;
import java.util.List;

/** Normalizations of tensors with the channels last instead of first. */
final class NormalizationOrder {
  private NormalizationOrder() {}

  static OrderedLayer onChannelsLast(NormalizationLayer layer, int rank) {
    if (layer instanceof LayerNormalization l
        && (hasOneOrder(l.axes(), rank) || !l.center() && !l.scale())) {
      List<Integer> axes = moved(l.axes(), rank);
      return OrderedLayer.channelsLast(
          new LayerNormalization(l.name(), axes, l.epsilon(), l.center(), l.scale()));
    } else if (layer instanceof RMSNormalization l && hasOneOrder(l.axes(), rank)) {
      return OrderedLayer.channelsLast(
          new RMSNormalization(l.name(), moved(l.axes(), rank), l.epsilon()));
    } else if (layer instanceof Normalization l && hasOneOrder(l.axes(), rank)) {
      List<Integer> axes = moved(l.axes(), rank);
      return OrderedLayer.channelsLast(
          new Normalization(l.name(), axes, l.mean(), l.variance(), l.invert()));
    } else if (layer instanceof UnitNormalization l) {
      return OrderedLayer.channelsLast(new UnitNormalization(l.name(), moved(l.axes(), rank)));
    } else if (layer instanceof GroupNormalization l) {
      int axis = ChannelAxes.moved(l.axis(), rank);
      return OrderedLayer.channelsLast(
          new GroupNormalization(l.name(), l.groups(), axis, l.epsilon(), l.center(), l.scale()));
    } else if (layer instanceof Rescaling l && l.scale().size() == 1 && l.offset().size() == 1) {
      return OrderedLayer.channelsLast(layer);
    }
    return OrderedLayer.ofFile(layer);
  }

  /** Whether weights along these axes have the same order, wherever the channels stand. */
  private static boolean hasOneOrder(List<Integer> axes, int rank) {
    return axes.size() < 2 || axes.stream().noneMatch(a -> Math.floorMod(a, rank) == 1);
  }

  /** The last axis alone as -1, as elsewhere. */
  private static List<Integer> moved(List<Integer> axes, int rank) {
    List<Integer> moved = ChannelAxes.moved(axes, rank);
    return moved.equals(List.of(rank - 1)) ? List.of(-1) : moved;
  }
}
