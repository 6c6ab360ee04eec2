package cortado.tflite;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/** Joins the outputs of blocks of samples to a batch; what fills up the last block is left out. */
final class OutputCollector {
  private final int batch;
  private final int block;
  private Shape shape;
  private float[] values;
  private int filled;

  OutputCollector(int batch, int block) {
    this.batch = batch;
    this.block = block;
  }

  /**
   * Appends what an output tensor holds now.
   *
   * @throws UserError if it does not hold one part for each sample of a block
   */
  void add(TensorPort port) {
    if (values == null) {
      shape = port.shape();
      if (shape.rank() == 0 || shape.dim(0) != block) {
        throw UserError.because("The output '" + port.name() + "' has no part for each sample")
            .received(shape)
            .allowed(block + " along the first axis");
      }
      values = new float[Math.multiplyExact(port.elements() / block, batch)];
    }
    if (!port.shape().equals(shape)) {
      throw new IllegalStateException(
          "output " + port.name() + " changed from " + shape + " to " + port.shape());
    }
    if (filled + port.elements() <= values.length) {
      port.read(values, filled);
    } else {
      float[] last = new float[port.elements()];
      port.read(last, 0);
      System.arraycopy(last, 0, values, filled, values.length - filled);
    }
    filled += port.elements();
  }

  /** All samples, batch first. */
  Tensor tensor() {
    return Tensor.of(shape.withDim(0, batch), values);
  }
}
