package cortado.keras;

import cortado.graph.Layer;
import cortado.graph.OperatorLayer;
import cortado.graph.OperatorLayer.Celu;
import cortado.graph.OperatorLayer.Clip;
import cortado.graph.OperatorLayer.Divide;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.Part;
import cortado.graph.OperatorLayer.Power;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.OperatorLayer.Selection;
import cortado.graph.OperatorLayer.Shrink;
import cortado.graph.OperatorLayer.Slice;
import cortado.graph.OperatorLayer.Squeeze;
import cortado.graph.OperatorLayer.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators on tensors with the channels last instead of first. */
final class OperatorOrder {
  private static final Part WHOLE = new Part(Selection.RANGE, 0, Integer.MAX_VALUE, 1);

  private OperatorOrder() {}

  static OrderedLayer onChannelsLast(OperatorLayer layer, int rank) {
    if (layer instanceof Reduction l) {
      List<Integer> axes = ChannelAxes.moved(l.axes(), rank);
      Layer moved = Reductions.of(l.name(), l.reducing(), axes, l.keepDims(), rank);
      return l.keepDims() ? OrderedLayer.channelsLast(moved) : without(l.axes(), moved, rank);
    } else if (layer instanceof Squeeze l) {
      return without(l.axes(), new Squeeze(l.name(), ChannelAxes.moved(l.axes(), rank)), rank);
    } else if (layer instanceof Slice l) {
      return slice(l, rank);
    }
    boolean ofElements =
        layer instanceof Elementwise
            || layer instanceof Reciprocal
            || layer instanceof Divide
            || layer instanceof Clip
            || layer instanceof Power
            || layer instanceof Celu
            || layer instanceof Shrink
            || layer instanceof Threshold;
    return ofElements ? OrderedLayer.channelsLast(layer) : OrderedLayer.ofFile(layer);
  }

  /** Without some axes: once the channels are gone, what is left stands as in the file. */
  private static OrderedLayer without(List<Integer> axes, Layer layer, int rank) {
    boolean channels = axes.stream().anyMatch(a -> Math.floorMod(a, rank) == 1);
    return new OrderedLayer(
        AxisOrder.CHANNELS_LAST, layer, channels ? AxisOrder.OF_FILE : AxisOrder.CHANNELS_LAST);
  }

  /** Ranges along axes that all stay. */
  private static OrderedLayer slice(Slice layer, int rank) {
    List<Part> parts = new ArrayList<>();
    int open = rank - layer.parts().size() + 1;
    for (Part p : layer.parts()) {
      if (p.selection() == Selection.REST) {
        parts.addAll(Collections.nCopies(Math.max(open, 0), WHOLE));
      } else if (p.selection() == Selection.RANGE) {
        parts.add(p);
      } else {
        return OrderedLayer.ofFile(layer);
      }
    }
    parts.addAll(Collections.nCopies(Math.max(rank - parts.size(), 0), WHOLE));
    return parts.size() == rank
        ? OrderedLayer.channelsLast(new Slice(layer.name(), ChannelAxes.reordered(parts)))
        : OrderedLayer.ofFile(layer);
  }
}
