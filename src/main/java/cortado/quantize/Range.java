package cortado.quantize;

/** The least and the greatest value that a tensor was seen to take, both finite. */
public record Range(float min, float max) {
  /** Below this a scale would make products of two scales vanish in float32. */
  private static final float LEAST_SCALE = 0x1p-60f;

  public Range {
    if (!(Float.isFinite(min) && Float.isFinite(max) && min <= max)) {
      throw new IllegalArgumentException("no range from " + min + " to " + max);
    }
  }

  /** The smallest range that holds both. */
  public Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /**
   * The int8 codes for this range, widened to hold 0, which is coded exactly (padding needs that).
   * A tensor that was always 0 gets the range from 0 to 1.
   */
  public Quantization quantization() {
    double low = Math.min(min, 0);
    double high = Math.max(max, 0);
    if (low == high) {
      high = 1;
    }
    float scale = (float) Math.max((high - low) / 255, LEAST_SCALE);
    int zeroPoint = Quantization.roundHalfAway(Byte.MIN_VALUE - low / scale);
    return Quantization.perTensor(
        scale, Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, zeroPoint)));
  }

  /** The int16 codes for this range, as far below 0 as above. */
  Quantization wideQuantization() {
    double most = Math.max(Math.abs(min), Math.abs(max));
    double scale = (most == 0 ? 1 : most) / Short.MAX_VALUE;
    return Quantization.wide((float) Math.max(scale, LEAST_SCALE));
  }
}
