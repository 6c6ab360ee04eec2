package cortado.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The axes of tensors with channels first, (batch, channels, rows, …), as those with them last. */
final class ChannelAxes {
  private ChannelAxes() {}

  /** How an axis of the file counts once the channels are last. */
  static int moved(int axis, int rank) {
    int index = axis < 0 ? axis + rank : axis;
    if (index < 1) {
      return axis;
    }
    return index == 1 ? -1 : axis - 1;
  }

  /** As {@link #moved(int, int)}, sorted and from 1. */
  static List<Integer> moved(List<Integer> axes, int rank) {
    return axes.stream().map(a -> Math.floorMod(moved(a, rank), rank)).sorted().toList();
  }

  /** What there is for each axis, the batch first, in the new order. */
  static <T> List<T> reordered(List<T> ofAxes) {
    List<T> moved = new ArrayList<>(ofAxes);
    Collections.rotate(moved.subList(1, moved.size()), -1);
    return moved;
  }

  /** The dims of a Permute layer that moves the channels to the end. */
  static List<Integer> toLast(int rank) {
    List<Integer> dims = axes(rank);
    Collections.rotate(dims, -1);
    return dims;
  }

  /** The dims of a Permute layer that moves them back. */
  static List<Integer> toFirst(int rank) {
    List<Integer> dims = axes(rank);
    Collections.rotate(dims, 1);
    return dims;
  }

  private static List<Integer> axes(int rank) {
    return new ArrayList<>(IntStream.range(1, rank).boxed().toList());
  }
}
