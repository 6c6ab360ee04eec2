package cortado.tflite;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/** Joins the outputs of single samples to a batch. */
final class OutputCollector {
  private final int batch;
  private Shape shape;
  private float[] values;
  private int filled;

  OutputCollector(int batch) {
    this.batch = batch;
  }

  /** Appends what an output tensor holds now. */
  void add(TensorPort port) {
    if (values == null) {
      shape = port.shape();
      values = new float[Math.multiplyExact(port.elements(), batch)];
    }
    if (!port.shape().equals(shape)) {
      throw new IllegalStateException(
          "output " + port.name() + " changed from " + shape + " to " + port.shape());
    }
    port.read(values, filled);
    filled += port.elements();
  }

  /** All samples, batch first. */
  Tensor tensor() {
    return Tensor.of(shape.withDim(0, batch), values);
  }
}
