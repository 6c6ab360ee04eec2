package cortado.quantize;

import cortado.UserError;

/** Watches the values of one tensor over many samples and keeps the least and the greatest. */
public final class MinMaxObserver implements RangeObserver {
  private final String name;
  private float min = Float.POSITIVE_INFINITY;
  private float max = Float.NEGATIVE_INFINITY;

  /**
   * @param name of the value, as the user is told
   */
  public MinMaxObserver(String name) {
    this.name = name;
  }

  @Override
  public void observe(float[] values) {
    float low = min;
    float high = max;
    // NaN passes through both.
    for (float v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    if (values.length > 0 && !(Float.isFinite(low) && Float.isFinite(high))) {
      throw UserError.because(
              "Calibration met a value that is infinite or not a number at '" + name + "'")
          .received(Float.isFinite(low) ? high : low)
          .next("check the inputs and the weights for NaN and infinity");
    }
    min = low;
    max = high;
  }

  @Override
  public Range range() {
    return new Range(min, max);
  }
}
