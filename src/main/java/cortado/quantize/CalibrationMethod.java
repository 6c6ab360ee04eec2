package cortado.quantize;

import cortado.Choice;
import cortado.UserError;
import java.util.List;

/** How the range that codes are to cover is found from the values that a tensor took. */
public enum CalibrationMethod {
  /** From the least to the greatest value. */
  MIN_MAX("min-max"),
  /** From the mean of each sample's least value to that of its greatest. */
  AVERAGE("average"),
  /** Without the 0.005 % of the values at each end. */
  PERCENTILE("percentile"),
  /** Where the mean square of rounding and saturation is least. */
  MSE("mse"),
  /** Where codes tell most of the distribution: the least Kullback-Leibler divergence. */
  ENTROPY("entropy");

  private final String id;

  CalibrationMethod(String id) {
    this.id = id;
  }

  /** As the user names it. */
  public String id() {
    return id;
  }

  /** What watches one tensor. */
  RangeObserver observer(String value) {
    return switch (this) {
      case MIN_MAX -> new MinMaxObserver(value);
      case AVERAGE -> new AverageObserver(value);
      case PERCENTILE -> new HistogramObserver(value, Clipping.PERCENTILE);
      case MSE -> new HistogramObserver(value, Clipping.MEAN_SQUARE);
      case ENTROPY -> new HistogramObserver(value, Clipping.ENTROPY);
    };
  }

  /**
   * The method of this name.
   *
   * @throws UserError for any other name
   */
  public static CalibrationMethod named(String id) {
    return Choice.named(
        id,
        List.of(values()),
        CalibrationMethod::id,
        "There is no such way to calibrate",
        "%quantize int8 --calibration mse");
  }
}
