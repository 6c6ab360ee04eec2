package cortado.quantize;

import java.util.Map;

/** The ranges that the values of a program took on representative data, by the values' names. */
public record Calibration(Map<String, Range> ranges) {
  public Calibration {
    ranges = Map.copyOf(ranges);
  }

  /**
   * The range of the value of this name.
   *
   * @throws IllegalArgumentException if it was not observed
   */
  public Range range(String value) {
    Range r = ranges.get(value);
    if (r == null) {
      throw new IllegalArgumentException(
          "the value '" + value + "' was not calibrated, only " + ranges.keySet());
    }
    return r;
  }
}
