package cortado.ops;

import cortado.graph.Padding;
import cortado.tensor.Shape;
import java.util.List;

/**
 * How many rows and columns the output of a transposed convolution has beyond its input times the
 * stride; below 0 if it has fewer.
 */
public record Beyond(int rows, int columns) {

  /**
   * As Keras counts it.
   *
   * @param outputPadding by which the output exceeds the smallest one; empty for Keras' default
   */
  static Beyond of(Window w, List<Integer> outputPadding) {
    int rows = w.kernel().height();
    int columns = w.kernel().width();
    return new Beyond(
        beyond(w, 1 + (rows - 1) * w.dilation().height(), w.strides().height(), outputPadding, 0),
        beyond(w, 1 + (columns - 1) * w.dilation().width(), w.strides().width(), outputPadding, 1));
  }

  private static int beyond(
      Window w, int covered, int stride, List<Integer> outputPadding, int which) {
    boolean same = w.padding() == Padding.SAME;
    if (outputPadding.isEmpty()) {
      return same ? 0 : Math.max(covered - stride, 0);
    }
    return outputPadding.get(which) - stride + (same ? covered % 2 : covered);
  }

  /** The output's extents for an image of these, which may be unknown. */
  Shape output(Shape in, Window w, int channels) {
    return Shape.of(
        in.dim(0),
        extent(in.dim(1), w.strides().height(), rows),
        extent(in.dim(2), w.strides().width(), columns),
        channels);
  }

  private static int extent(int in, int stride, int beyond) {
    return in == Shape.UNKNOWN ? in : Math.addExact(Math.multiplyExact(in, stride), beyond);
  }
}
