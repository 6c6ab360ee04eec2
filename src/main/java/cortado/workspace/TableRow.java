package cortado.workspace;

import cortado.train.Metric;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A variant and what it costs on a runtime: a row of the table, its components in the order of
 * {@link #COLUMNS}, and the metrics of its task behind them. Sizes and memory are in bytes,
 * latencies in milliseconds.
 *
 * @param parent empty for a variant without one
 * @param runtime empty for a variant that was not measured
 * @param sparsity the share of zeros in the kernels
 * @param status {@code ok}, or what went wrong
 */
public record TableRow(
    String variant,
    String parent,
    String recipe,
    String runtime,
    String format,
    OptionalLong fileBytes,
    OptionalLong gzipBytes,
    long parameters,
    long nonzero,
    double sparsity,
    OptionalLong rssBytes,
    OptionalLong rssRuntimeBytes,
    OptionalDouble latencyMedianMs,
    OptionalDouble latencyP95Ms,
    OptionalInt threads,
    OptionalDouble loss,
    OptionalDouble dice,
    OptionalDouble iou,
    String status,
    Map<Metric, Double> metrics) {
  public TableRow {
    metrics = Map.copyOf(metrics);
  }

  /** The names of the columns in files. */
  public static final List<String> COLUMNS =
      List.of(
          "variant",
          "parent",
          "recipe",
          "runtime",
          "format",
          "file_bytes",
          "gzip_bytes",
          "parameters",
          "nonzero",
          "sparsity",
          "rss_bytes",
          "rss_runtime_bytes",
          "latency_median_ms",
          "latency_p95_ms",
          "threads",
          "loss",
          "dice",
          "iou",
          "status");

  static TableRow notMeasured(Variant v) {
    return new TableRow(
        v.name(),
        v.parent().orElse(""),
        v.recipe().text(),
        "",
        "",
        OptionalLong.empty(),
        OptionalLong.empty(),
        v.parameters(),
        v.nonzero(),
        v.sparsity(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "not measured",
        Map.of());
  }
}
