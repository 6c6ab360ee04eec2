package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Tensor;
import java.nio.FloatBuffer;

/** IEEE 754 half precision, rounded to nearest even (the JDK has it from version 20 only). */
final class HalfFloats {
  private static final int LARGEST_FINITE =
      0x477fefff; // just below 65520, which rounds to infinity
  private static final int SMALLEST_NORMAL = 0x38800000; // 2^-14

  private HalfFloats() {}

  /**
   * A float32 tensor in half precision, computed when it is read; that a value is not a number or
   * above 65504 is a {@link UserError} then.
   *
   * @param name as the user is told
   */
  static Tensor of(String name, Tensor t) {
    return Tensor.computed(
        DType.FLOAT16,
        t.shape(),
        (from, into) -> {
          FloatBuffer values = t.part(from, into.remaining() / Short.BYTES).asFloatBuffer();
          while (values.hasRemaining()) {
            into.putShort(bits(requireHalf(name, values.get())));
          }
        });
  }

  private static float requireHalf(String name, float v) {
    if ((Float.floatToRawIntBits(v) & 0x7fffffff) > LARGEST_FINITE) {
      throw UserError.because("The weight " + name + " holds a value that float16 cannot")
          .received(v)
          .allowed("numbers up to 65504")
          .next("keep float32");
    }
    return v;
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
