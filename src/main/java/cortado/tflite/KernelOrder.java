package cortado.tflite;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/** Kernels in TFLite's order: the output channels outermost, the other axes as they were. */
final class KernelOrder {
  private KernelOrder() {}

  /**
   * A float32 kernel with its output axis moved to the front: HWIO and HWOI to OHWI, WIO to OWI, IO
   * to OI.
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
    float[] from = kernel.floats();
    float[] to = new float[from.length];
    for (int i = 0; i < outer; i++) {
      for (int c = 0; c < channels; c++) {
        System.arraycopy(from, (i * channels + c) * inner, to, (c * outer + i) * inner, inner);
      }
    }
    return Tensor.of(outputFirst(kernel.shape(), outputAxis), to);
  }

  private static Shape outputFirst(Shape shape, int outputAxis) {
    int[] dims = shape.dims();
    System.arraycopy(dims, 0, dims, 1, outputAxis);
    dims[0] = shape.dim(outputAxis);
    return Shape.of(dims);
  }
}
