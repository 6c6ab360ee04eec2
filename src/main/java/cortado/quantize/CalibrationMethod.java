package cortado.quantize;

import cortado.UserError;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the range that codes are to cover is found from the values that a tensor took. */
public enum CalibrationMethod {
  /** From the least to the greatest value. */
  MIN_MAX("min-max", MinMaxObserver::new),
  /** From the mean of each sample's least value to that of its greatest. */
  AVERAGE("average", AverageObserver::new),
  /** Without the 0.005 % of the values at each end. */
  PERCENTILE("percentile", name -> new HistogramObserver(name, Clipping.PERCENTILE)),
  /** Where the mean square of rounding and saturation is least. */
  MSE("mse", name -> new HistogramObserver(name, Clipping.MEAN_SQUARE)),
  /** Where codes tell most of the distribution: the least Kullback-Leibler divergence. */
  ENTROPY("entropy", name -> new HistogramObserver(name, Clipping.ENTROPY));

  private final String id;
  private final Function<String, RangeObserver> observer;

  CalibrationMethod(String id, Function<String, RangeObserver> observer) {
    this.id = id;
    this.observer = observer;
  }

  /** As the user names it. */
  public String id() {
    return id;
  }

  /** What watches one tensor. */
  RangeObserver observer(String value) {
    return observer.apply(value);
  }

  /**
   * The method of this name.
   *
   * @throws UserError for any other name
   */
  public static CalibrationMethod named(String id) {
    return Stream.of(values())
        .filter(m -> m.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("There is no such way to calibrate")
                    .received(id)
                    .allowed(
                        Stream.of(values())
                            .map(CalibrationMethod::id)
                            .collect(Collectors.joining(", ")))
                    .next("%quantize int8 --calibration mse"));
  }
}
