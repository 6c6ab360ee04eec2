package cortado.ops;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.tensor.Shape;

/** A window that moves over an image; extents are counted as TensorFlow does. */
record Window(Size2 kernel, Size2 strides, Padding padding, Size2 dilation) {

  /** A window that moves over images of one row. */
  static Window row(int kernel, int stride, Padding padding, int dilation) {
    return new Window(new Size2(1, kernel), new Size2(1, stride), padding, new Size2(1, dilation));
  }

  static Window pool(Size2 pool, Size2 strides, Padding padding) {
    return new Window(pool, strides, padding, Size2.ONE);
  }

  Shape output(Shape in, int channels) {
    return Shape.of(
        in.dim(0),
        extent(in.dim(1), kernel.height(), strides.height(), dilation.height()),
        extent(in.dim(2), kernel.width(), strides.width(), dilation.width()),
        channels);
  }

  private int extent(int in, int window, int stride, int step) {
    if (in == Shape.UNKNOWN) {
      return in;
    }
    int covered = padding == Padding.SAME ? 1 : (window - 1) * step + 1;
    return Math.max(0, Math.floorDiv(in - covered, stride) + 1);
  }
}
