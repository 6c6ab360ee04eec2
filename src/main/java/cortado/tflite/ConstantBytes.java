package cortado.tflite;

import cortado.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * A constant that equals others of the same bytes; the whole is read only if its start is equal.
 */
final class ConstantBytes {
  private static final int START_BYTES = 4096;

  private final Tensor data;
  private final ByteBuffer start;

  ConstantBytes(Tensor data) {
    this.data = data;
    this.start = data.part(0, Math.min(data.elements(), START_BYTES / data.dtype().bytes()));
  }

  Tensor data() {
    return data;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ConstantBytes c
        && data.size() == c.data.size()
        && start.equals(c.start)
        && data.sameBytes(c.data);
  }

  @Override
  public int hashCode() {
    return 31 * data.size() + start.hashCode();
  }
}
