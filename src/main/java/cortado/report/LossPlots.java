package cortado.report;

import cortado.workspace.TableRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The test loss of measured variants against what they cost, with the Pareto front. */
final class LossPlots {
  private static final String LOSS = "test loss";

  private LossPlots() {}

  static Chart againstSize(List<TableRow> rows) {
    SizeUnit unit = SizeUnit.of(rows, TableRow::gzipBytes);
    List<Chart.PointSeries> series = points(rows, TableRow::runtime, r -> unit.in(r.gzipBytes()));
    return chart("Loss against size", "size (gzip), " + unit, series, ParetoFront.Better.LEFT);
  }

  static Chart againstLatency(List<TableRow> rows) {
    List<Chart.PointSeries> series =
        points(rows, Plots::runtimeAndThreads, TableRow::latencyMedianMs);
    return chart(
        "Loss against latency",
        "median latency of one inference, ms",
        series,
        ParetoFront.Better.LEFT);
  }

  static Chart againstSparsity(List<TableRow> rows) {
    List<Chart.PointSeries> series =
        points(rows, TableRow::runtime, r -> OptionalDouble.of(100 * r.sparsity()));
    // A line between two variants of one sparsity would say that one leads to the other.
    boolean distinct = series.stream().allMatch(LossPlots::isOnePointAtEachPlace);
    Chart.Look look = distinct ? Chart.Look.LINE : Chart.Look.POINTS;
    List<Chart.PointSeries> sorted =
        series.stream()
            .map(
                s ->
                    new Chart.PointSeries(
                        s.name(),
                        look,
                        s.points().stream().sorted(Comparator.comparing(Chart.Point::x)).toList()))
            .toList();
    return chart("Loss against sparsity", "zeros in kernels, %", sorted, ParetoFront.Better.RIGHT);
  }

  private static boolean isOnePointAtEachPlace(Chart.PointSeries s) {
    return s.points().stream().map(Chart.Point::x).distinct().count() == s.points().size();
  }

  private static Chart chart(
      String title, String x, List<Chart.PointSeries> series, ParetoFront.Better better) {
    List<Chart.Point> all = series.stream().flatMap(s -> s.points().stream()).toList();
    List<Chart.PointSeries> shown = new ArrayList<>(series);
    if (all.size() > 1) {
      shown.add(
          new Chart.PointSeries("Pareto front", Chart.Look.FRONT, ParetoFront.of(all, better)));
    }
    return new Chart.Points(title, x, LOSS, shown);
  }

  private static List<Chart.PointSeries> points(
      List<TableRow> rows, Function<TableRow, String> group, Function<TableRow, OptionalDouble> x) {
    Map<String, Map<String, Chart.Point>> series = new LinkedHashMap<>();
    for (TableRow r : rows) {
      OptionalDouble at = x.apply(r);
      if (at.isPresent() && r.loss().isPresent() && Double.isFinite(r.loss().getAsDouble())) {
        series
            .computeIfAbsent(group.apply(r), k -> new LinkedHashMap<>())
            .put(
                r.variant(),
                new Chart.Point(at.getAsDouble(), r.loss().getAsDouble(), r.variant()));
      }
    }
    List<Chart.PointSeries> result = new ArrayList<>();
    series.forEach(
        (name, points) -> result.add(new Chart.PointSeries(name, List.copyOf(points.values()))));
    return result;
  }
}
