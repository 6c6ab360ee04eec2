package cortado.tflite;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.tensor.Shape;

/** A kernel that moves over an image, by its definition. */
record SlidingWindow(Shape kernel, Size2 strides, Size2 dilation, Padding padding) {

  /** The channels of one pixel. */
  interface Channels {
    double of(int channel);
  }

  /** What one position of a kernel adds to an output. */
  interface Tap {
    double of(Channels at, int position, int filter, int c);
  }

  double[] slide(Image x, Image y, int channels, Tap tap) {
    int height = kernel.rank() == 3 ? 1 : kernel.dim(0);
    int width = kernel.dim(-3);
    Size2 s = strides;
    Size2 d = dilation;
    int top = before(x.height(), y.height(), height, s.height(), d.height(), padding);
    int left = before(x.width(), y.width(), width, s.width(), d.width(), padding);
    y.fill(
        (row, column, filter) -> {
          double sum = 0;
          for (int p = 0; p < height * width; p++) {
            int r = row * s.height() - top + p / width * d.height();
            int q = column * s.width() - left + p % width * d.width();
            for (int c = 0; c < channels; c++) {
              sum += tap.of(channel -> x.at(r, q, channel), p, filter, c);
            }
          }
          return sum;
        });
    return y.data();
  }

  /** Rows of zeros that SAME padding puts before the image. */
  static int before(int in, int out, int window, int stride, int dilation, Padding padding) {
    int missing = (out - 1) * stride + (window - 1) * dilation + 1 - in;
    return padding == Padding.VALID ? 0 : Math.max(0, missing) / 2;
  }
}
