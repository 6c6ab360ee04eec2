package cortado.tflite;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Tensor;

/** IEEE 754 half precision, rounded to nearest even (the JDK has it from version 20 only). */
final class HalfFloats {
  private static final int LARGEST_FINITE =
      0x477fefff; // just below 65520, which rounds to infinity
  private static final int SMALLEST_NORMAL = 0x38800000; // 2^-14
  private static final float HALF = 0.5f;

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
          float[] values = new float[into.remaining() / Short.BYTES];
          t.readFloats(from, values.length, values, 0);
          short[] halves = new short[values.length];
          for (int i = 0; i < values.length; i++) {
            halves[i] = bits(requireHalf(name, values[i]));
          }
          into.asShortBuffer().put(halves);
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
    // Moves the exponent's bias from 127 to 15 and rounds the 13 bits that go, ties to even.
    int rebased = magnitude - (112 << 23);
    int normal = (rebased + 0xfff + (rebased >>> 13 & 1)) >>> 13;
    // The sum is a multiple of 2^-24, the step of subnormal halves, rounded by the processor.
    int subnormal = Float.floatToRawIntBits(Math.abs(v) + HALF) - Float.floatToRawIntBits(HALF);
    // No branch, as of pruned weights it would be guessed wrong.
    int isSubnormal = magnitude - SMALLEST_NORMAL >> 31;
    return (short) (sign | subnormal & isSubnormal | normal & ~isSubnormal);
  }
}
