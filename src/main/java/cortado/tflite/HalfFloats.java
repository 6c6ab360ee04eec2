package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** IEEE 754 half precision, rounded to nearest even (the JDK has it from version 20 only). */
final class HalfFloats {
  private static final int LARGEST_FINITE =
      0x477fefff; // just below 65520, which rounds to infinity
  private static final int SMALLEST_NORMAL = 0x38800000; // 2^-14

  private HalfFloats() {}

  /**
   * A float32 tensor in half precision.
   *
   * @param name as the user is told
   * @throws UserError if a value is not a number or above 65504
   */
  static Tensor of(String name, Tensor t) {
    float[] values = t.floats();
    ByteBuffer b = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      int magnitude = Float.floatToRawIntBits(v) & 0x7fffffff;
      if (magnitude > LARGEST_FINITE) {
        throw UserError.because("The weight " + name + " holds a value that float16 cannot")
            .received(v)
            .allowed("numbers up to 65504")
            .next("keep float32");
      }
      b.putShort(bits(v));
    }
    return Tensor.view(DType.FLOAT16, t.shape(), b.flip());
  }

  /** The bits of the half nearest to a number of magnitude below 65520. */
  static short bits(float v) {
    int raw = Float.floatToRawIntBits(v);
    int sign = raw >>> 16 & 0x8000;
    int magnitude = raw & 0x7fffffff;
    if (magnitude < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(Math.abs(v) * 0x1p24));
    }
    // Moves the exponent's bias from 127 to 15 and rounds the 13 bits that go, ties to even.
    int rebased = magnitude - (112 << 23);
    return (short) (sign | (rebased + 0xfff + (rebased >>> 13 & 1)) >>> 13);
  }
}
