package cortado.tensor;

import java.util.Map;

/** Some positions along some axes of a tensor, taken from it when they are read. */
public final class SelectedTensor {
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
   * A part of a float32 tensor.
   *
   * @param kept by axis, the positions that stay, ascending; an axis that is absent stays whole
   */
  public static Tensor of(Tensor tensor, Map<Integer, int[]> kept) {
    if (kept.isEmpty()) {
      return tensor;
    }
    SelectedTensor selected = new SelectedTensor(tensor, kept);
    return Tensor.computed(selected.shape, selected::read);
  }

  private void read(int from, int count, float[] into, int at) {
    int line = run * shape.dim(cut);
    float[] whole = run < SHORT ? new float[source.shape().dim(cut) * run] : new float[0];
    for (int done = 0; done < count; ) {
      int first = from + done;
      int n = Math.min(line - first % line, count - done);
      readLine(start(first / line), first % line, n, whole, into, at + done);
      done += n;
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

  private void readLine(int start, int from, int count, float[] whole, float[] into, int at) {
    if (run < SHORT) {
      source.readFloats(start, whole.length, whole, 0);
      for (int i = 0; i < count; i++) {
        into[at + i] = whole[kept[cut][(from + i) / run] * run + (from + i) % run];
      }
      return;
    }
    for (int i = 0; i < count; ) {
      int place = from + i;
      int n = Math.min(run - place % run, count - i);
      source.readFloats(start + kept[cut][place / run] * run + place % run, n, into, at + i);
      i += n;
    }
  }
}
