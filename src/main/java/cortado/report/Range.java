package cortado.report;

import java.util.function.ToDoubleFunction;

/** The extent of an axis: all points with some room, and zero where it is near. */
record Range(double min, double max) {

  static Range of(Chart.Points p, ToDoubleFunction<Chart.Point> coordinate) {
    double[] values =
        p.series().stream()
            .flatMap(s -> s.points().stream())
            .mapToDouble(coordinate)
            .sorted()
            .toArray();
    double low = values[0];
    double high = values[values.length - 1];
    double spread = high - low;
    if (spread == 0) {
      spread = Math.max(Math.abs(high), 1e-9);
    }
    double room = 0.1 * spread;
    boolean fromZero = low >= 0 && low < 0.6 * high;
    return new Range(fromZero ? 0 : low - room, high + room);
  }

  /** Where a value lies, in [0, 1]. */
  double fraction(double value) {
    return (value - min) / (max - min);
  }
}
