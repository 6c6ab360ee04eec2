package cortado.tflite;

import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;

/** Codes of four bits. */
final class Nibbles {
  private static final int LOW = 0xf;

  private Nibbles() {}

  /**
   * Two codes in each byte, the first in the lower half, as TFLite has them.
   *
   * @param codes int8, in [-8, 7]
   */
  static Tensor pack(Tensor codes) {
    ByteBuffer each = codes.bytes();
    byte[] packed = new byte[(codes.elements() + 1) / 2];
    for (int i = 0; i < codes.elements(); i++) {
      packed[i / 2] |= (byte) ((each.get(i) & LOW) << 4 * (i % 2));
    }
    return Tensor.view(DType.UINT8, Shape.of(packed.length), ByteBuffer.wrap(packed));
  }
}
