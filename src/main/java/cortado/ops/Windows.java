package cortado.ops;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.tensor.Shape;

/** Output extents of windows that move over an image, as TensorFlow counts them. */
final class Windows {
  private Windows() {}

  static Shape output(
      Shape in, Size2 window, Size2 strides, Size2 dilation, Padding padding, int channels) {
    return Shape.of(
        in.dim(0),
        extent(in.dim(1), window.height(), strides.height(), dilation.height(), padding),
        extent(in.dim(2), window.width(), strides.width(), dilation.width(), padding),
        channels);
  }

  static Shape transposedOutput(
      Shape in, Size2 window, Size2 strides, Padding padding, int channels) {
    return Shape.of(
        in.dim(0),
        transposedExtent(in.dim(1), window.height(), strides.height(), padding),
        transposedExtent(in.dim(2), window.width(), strides.width(), padding),
        channels);
  }

  private static int extent(int in, int window, int stride, int dilation, Padding padding) {
    if (in == Shape.UNKNOWN) {
      return in;
    }
    int covered = padding == Padding.SAME ? 1 : (window - 1) * dilation + 1;
    return Math.max(0, Math.floorDiv(in - covered, stride) + 1);
  }

  private static int transposedExtent(int in, int window, int stride, Padding padding) {
    if (in == Shape.UNKNOWN) {
      return in;
    }
    int beyond = padding == Padding.SAME ? 0 : Math.max(window - stride, 0);
    return Math.addExact(Math.multiplyExact(in, stride), beyond);
  }
}
