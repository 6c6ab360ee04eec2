package cortado.tflite;

import cortado.graph.Size2;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.FloatBuffer;

/** Kernels in TFLite's order: the output channels outermost, the other axes as they were. */
final class KernelOrder {
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
        DType.FLOAT32,
        outputFirst(kernel.shape(), outputAxis),
        (from, into) -> turn(kernel, channels, runs, run, from, into.asFloatBuffer()));
  }

  /**
   * Turns (runs, channels, run) to (channels, runs, run), for some elements. It goes along the
   * lines of the kernel, so that each page of it is touched once.
   */
  private static void turn(
      Tensor kernel, int channels, int runs, int run, int from, FloatBuffer into) {
    int each = runs * run;
    int count = into.limit();
    int first = from / each;
    int last = (from + count - 1) / each;
    for (int i = 0; i < runs; i++) {
      FloatBuffer line =
          kernel.part((i * channels + first) * run, (last - first + 1) * run).asFloatBuffer();
      for (int c = first; c <= last; c++) {
        for (int j = 0; j < run; j++) {
          int at = c * each + i * run + j - from;
          if (at >= 0 && at < count) {
            into.put(at, line.get((c - first) * run + j));
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
