package cortado.prune.channels;

import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** Some positions along some axes of a weight, taken from it when they are read. */
final class SelectedTensor {
  // Runs shorter than this are not worth a view each.
  private static final int SHORT = 64;

  private final Tensor source;
  private final int[][] kept;
  // How many elements of the source lie between neighbours along each axis.
  private final int[] strides;
  private final Shape shape;
  // Elements from one position of the last axis that is cut to the next; they stay together.
  private final int run;
  private final int cut;

  private SelectedTensor(Tensor source, Map<Integer, int[]> keptByAxis) {
    this.source = source;
    int rank = source.shape().rank();
    kept = new int[rank][];
    strides = new int[rank];
    Shape s = source.shape();
    int stride = 1;
    int last = 0;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= s.dim(axis);
      kept[axis] = keptByAxis.get(axis);
      last = kept[axis] == null ? last : Math.max(last, axis);
    }
    for (int axis = 0; axis < rank; axis++) {
      s = kept[axis] == null ? s : s.withDim(axis, kept[axis].length);
    }
    shape = s;
    cut = last;
    run = strides[last];
  }

  /**
   * A part of a float32 weight.
   *
   * @param kept by axis, the positions that stay, ascending; an axis that is absent stays whole
   */
  static Tensor of(Tensor weight, Map<Integer, int[]> kept) {
    if (kept.isEmpty()) {
      return weight;
    }
    SelectedTensor selected = new SelectedTensor(weight, kept);
    return Tensor.computed(DType.FLOAT32, selected.shape, selected::read);
  }

  private void read(int from, ByteBuffer into) {
    FloatBuffer out = into.asFloatBuffer();
    int line = run * shape.dim(cut);
    for (int at = from; out.hasRemaining(); ) {
      int count = Math.min(line - at % line, out.remaining());
      readLine(start(at / line), at % line, count, out);
      at += count;
    }
  }

  /** Where a line of the output begins in the source: the axes before the last that is cut. */
  private int start(int line) {
    int start = 0;
    int rest = line;
    for (int axis = cut - 1; axis >= 0; axis--) {
      int position = rest % shape.dim(axis);
      start += (kept[axis] == null ? position : kept[axis][position]) * strides[axis];
      rest /= shape.dim(axis);
    }
    return start;
  }

  private void readLine(int start, int from, int count, FloatBuffer out) {
    if (run >= SHORT) {
      for (int at = from; at < from + count; ) {
        int n = Math.min(run - at % run, from + count - at);
        out.put(floats(start + kept[cut][at / run] * run + at % run, n));
        at += n;
      }
      return;
    }
    FloatBuffer line = floats(start, source.shape().dim(cut) * run);
    for (int at = from; at < from + count; at++) {
      out.put(line.get(kept[cut][at / run] * run + at % run));
    }
  }

  private FloatBuffer floats(int from, int count) {
    return source.part(from, count).asFloatBuffer();
  }
}
