package cortado.report;

import cortado.UserError;
import cortado.session.TableRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a session. */
public final class Plots {
  private static final String LOSS = "test loss";

  private Plots() {}

  /**
   * Draws a figure of measured rows.
   *
   * @throws UserError if none of them has what it shows
   */
  public static Chart of(PlotKind kind, List<TableRow> rows) {
    Chart chart =
        switch (kind) {
          case LOSS_SIZE -> lossAgainstSize(rows);
          case LOSS_SPARSITY -> lossAgainstSparsity(rows);
          case LATENCY -> latency(rows);
          case SIZE -> sizes(rows);
          case MEMORY -> memory(rows);
        };
    if (chart.isEmpty()) {
      throw UserError.because("Nothing measured shows " + kind.description())
          .next(kind.name().startsWith("LOSS") ? "%data, then %measure" : "%measure");
    }
    return chart;
  }

  private static Chart lossAgainstSize(List<TableRow> rows) {
    SizeUnit unit = SizeUnit.of(rows, TableRow::gzipBytes);
    List<Chart.PointSeries> series = points(rows, r -> unit.in(r.gzipBytes()));
    return new Chart.Points("Loss against size", "size (gzip), " + unit, LOSS, series, false);
  }

  private static Chart lossAgainstSparsity(List<TableRow> rows) {
    List<Chart.PointSeries> series =
        points(rows, r -> OptionalDouble.of(100 * r.sparsity())).stream()
            .map(
                s ->
                    new Chart.PointSeries(
                        s.name(),
                        s.points().stream().sorted(Comparator.comparing(Chart.Point::x)).toList()))
            .toList();
    // A line between two variants of one sparsity would say that one leads to the other.
    boolean connected =
        series.stream()
            .allMatch(
                s ->
                    s.points().stream().map(Chart.Point::x).distinct().count()
                        == s.points().size());
    return new Chart.Points(
        "Loss against sparsity", "zeros in kernels, %", LOSS, series, connected);
  }

  private static Chart latency(List<TableRow> rows) {
    return bars(
        "Latency of one inference",
        "median latency, ms",
        rows,
        Plots::runtimeAndThreads,
        Map.of("", TableRow::latencyMedianMs));
  }

  private static Chart sizes(List<TableRow> rows) {
    Map<String, Function<TableRow, OptionalDouble>> both = new LinkedHashMap<>();
    SizeUnit unit = SizeUnit.of(rows, TableRow::fileBytes);
    both.put("raw", r -> unit.in(r.fileBytes()));
    both.put("gzip", r -> unit.in(r.gzipBytes()));
    return bars("Size of the files", "size, " + unit, rows, TableRow::format, both);
  }

  private static Chart memory(List<TableRow> rows) {
    return bars(
        "Memory of one inference in a fresh process",
        "peak resident memory, MB",
        rows,
        TableRow::runtime,
        Map.of("", r -> SizeUnit.MB.in(r.rssBytes())));
  }

  private static List<Chart.PointSeries> points(
      List<TableRow> rows, Function<TableRow, OptionalDouble> x) {
    Map<String, Map<String, Chart.Point>> series = new LinkedHashMap<>();
    for (TableRow r : rows) {
      OptionalDouble at = x.apply(r);
      if (at.isPresent() && r.loss().isPresent() && Double.isFinite(r.loss().getAsDouble())) {
        series
            .computeIfAbsent(r.runtime(), k -> new LinkedHashMap<>())
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

  private static Chart bars(
      String title,
      String unit,
      List<TableRow> rows,
      Function<TableRow, String> group,
      Map<String, Function<TableRow, OptionalDouble>> figures) {
    List<TableRow> with =
        rows.stream()
            .filter(r -> figures.values().stream().anyMatch(f -> f.apply(r).isPresent()))
            .toList();
    List<String> variants = with.stream().map(TableRow::variant).distinct().toList();
    Map<String, List<TableRow>> groups =
        with.stream()
            .collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
    List<Chart.BarSeries> series = new ArrayList<>();
    groups.forEach(
        (place, members) ->
            figures.forEach(
                (name, figure) -> {
                  Map<String, Double> values = new LinkedHashMap<>();
                  members.forEach(r -> values.put(r.variant(), figure.apply(r).orElse(Double.NaN)));
                  series.add(
                      new Chart.BarSeries(
                          (place + " " + name).strip(),
                          variants.stream().map(v -> values.getOrDefault(v, Double.NaN)).toList()));
                }));
    return new Chart.Bars(title, "variant", unit, variants, series);
  }

  private static String runtimeAndThreads(TableRow r) {
    if (r.threads().isEmpty()) {
      return r.runtime();
    }
    int n = r.threads().getAsInt();
    return r.runtime() + ", " + n + (n == 1 ? " thread" : " threads");
  }
}
