package cortado.tflite;

import cortado.graph.Size2;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/** Kernels in TFLite's order: the output channels outermost, the other axes as they were. */
final class KernelOrder {
  private static final int LINES = 16;

  private KernelOrder() {}

  /**
   * A float32 kernel with its output axis moved to the front: HWIO and HWOI to OHWI, WIO and WOI to
   * OWI, IO to OI; computed when it is read.
   */
  static Tensor outputFirst(Tensor kernel, int axis) {
    int outputAxis = kernel.shape().index(axis);
    int[] dims = kernel.shape().dims();
    int outer = 1;
    for (int i = 0; i < outputAxis; i++) {
      outer *= dims[i];
    }
    int channels = dims[outputAxis];
    int inner = 1;
    for (int i = outputAxis + 1; i < dims.length; i++) {
      inner *= dims[i];
    }
    int runs = outer;
    int run = inner;
    return Tensor.computed(
        outputFirst(kernel.shape(), outputAxis),
        (from, count, into, at) -> turn(kernel, channels, runs, run, from, count, into, at));
  }

  /**
   * Turns (runs, channels, run) to (channels, runs, run), for some elements. It goes along the
   * lines of the kernel, so that each page of it is touched once, and takes several lines at a
   * time, so that what it writes is next to each other.
   */
  private static void turn(
      Tensor kernel, int channels, int runs, int run, int from, int count, float[] into, int at) {
    int each = runs * run;
    int first = from / each;
    int last = (from + count - 1) / each;
    int width = (last - first + 1) * run;
    float[] lines = new float[Math.min(runs, LINES) * width];
    for (int line = 0; line < runs; line += LINES) {
      int read = Math.min(runs - line, LINES);
      for (int i = 0; i < read; i++) {
        kernel.readFloats(((line + i) * channels + first) * run, width, lines, i * width);
      }
      for (int c = first; c <= last; c++) {
        int to = c * each + line * run - from;
        int begin = Math.max(0, -to);
        int end = Math.min(read * run, count - to);
        if (run == 1) {
          for (int i = begin; i < end; i++) {
            into[at + to + i] = lines[i * width + c - first];
          }
        } else {
          for (int i = begin; i < end; i++) {
            into[at + to + i] = lines[i / run * width + (c - first) * run + i % run];
          }
        }
      }
    }
  }

  /** An OHWI kernel with zeros between its rows and columns. */
  static Tensor dilated(Tensor kernel, Size2 dilation) {
    if (dilation.equals(Size2.ONE)) {
      return kernel;
    }
    Shape s = kernel.shape();
    int channels = s.dim(3);
    Shape wide =
        s.withDim(1, 1 + (s.dim(1) - 1) * dilation.height())
            .withDim(2, 1 + (s.dim(2) - 1) * dilation.width());
    float[] from = kernel.floats();
    float[] to = new float[Math.toIntExact(wide.elements())];
    for (int i = 0; i < from.length / channels; i++) {
      int column = i % s.dim(2);
      int row = i / s.dim(2) % s.dim(1);
      int filter = i / s.dim(2) / s.dim(1);
      int at = (filter * wide.dim(1) + row * dilation.height()) * wide.dim(2);
      System.arraycopy(
          from, i * channels, to, (at + column * dilation.width()) * channels, channels);
    }
    return Tensor.of(wide, to);
  }

  private static Shape outputFirst(Shape shape, int outputAxis) {
    int[] dims = shape.dims();
    System.arraycopy(dims, 0, dims, 1, outputAxis);
    dims[0] = shape.dim(outputAxis);
    return Shape.of(dims);
  }
}
