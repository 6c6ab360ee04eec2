package cortado.report;

import cortado.UserError;
import cortado.workspace.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a session. */
public final class Plots {
  private Plots() {}

  /**
   * Draws a figure of measured rows.
   *
   * @throws UserError if none of them has what it shows
   */
  public static Chart of(PlotKind kind, List<TableRow> rows) {
    Chart chart =
        switch (kind) {
          case LOSS_SIZE -> LossPlots.againstSize(rows);
          case LOSS_SPARSITY -> LossPlots.againstSparsity(rows);
          case LOSS_LATENCY -> LossPlots.againstLatency(rows);
          case LATENCY -> latency(rows);
          case SIZE -> sizes(rows);
          case MEMORY -> memory(rows);
          case CURVES, LAYERS, WEIGHTS, NETWORK, ERROR, PREDICTIONS ->
              throw new IllegalArgumentException(kind + " is not about what was measured");
        };
    if (chart.isEmpty()) {
      throw UserError.because("Nothing measured shows " + kind.description())
          .next(kind.name().startsWith("LOSS") ? "%data, then %measure" : "%measure");
    }
    return chart;
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

  static String runtimeAndThreads(TableRow r) {
    if (r.threads().isEmpty()) {
      return r.runtime();
    }
    int n = r.threads().getAsInt();
    return r.runtime() + ", " + n + (n == 1 ? " thread" : " threads");
  }
}
