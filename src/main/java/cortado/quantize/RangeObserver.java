package cortado.quantize;

/** Watches the values of one tensor over many samples and answers which range codes shall cover. */
public interface RangeObserver {
  /**
   * Takes in the values of one sample.
   *
   * @throws cortado.UserError if a value is infinite or not a number
   */
  void observe(float[] values);

  /** What codes are to cover; at least one value must have been seen. */
  Range range();
}
