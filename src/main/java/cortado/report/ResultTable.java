package cortado.report;

import cortado.train.Metric;
import cortado.workspace.TableRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Variants and their costs as Tablesaw tables. */
public final class ResultTable {
  private static final String ABSENT = "–";
  private static final int BEHIND_LOSS = 11;
  private static final String TITLE = "variants";

  private ResultTable() {}

  /**
   * The table that people read, what matters most first: sizes in MB of 10^6 bytes, latencies in
   * ms, ratios to the baseline; a status only where one is not {@code ok}.
   */
  public static Table of(List<TableRow> rows) {
    Comparison comparison = new Comparison(rows);
    Table table =
        Table.create(
            TITLE,
            text("variant", rows, TableRow::variant),
            text("runtime", rows, r -> r.runtime().isEmpty() ? ABSENT : r.runtime()),
            text("zeros", rows, r -> Numbers.percent(r.sparsity())),
            text("file", rows, r -> shown(r.fileBytes(), Numbers::size)),
            text("gzip", rows, r -> shown(r.gzipBytes(), Numbers::size)),
            text("smaller", rows, r -> shown(comparison.smaller(r), Numbers::ratio)),
            text("RAM", rows, r -> shown(r.rssBytes(), Numbers::size)),
            text("runtime alone", rows, r -> shown(r.rssRuntimeBytes(), Numbers::size)),
            text("median", rows, r -> shown(r.latencyMedianMs(), Numbers::milliseconds)),
            text("faster", rows, r -> shown(comparison.faster(r), Numbers::ratio)),
            text("loss", rows, r -> shown(r.loss(), Numbers::score)),
            text("Dice", rows, r -> shown(r.dice(), Numbers::score)),
            text("p95", rows, r -> shown(r.latencyP95Ms(), Numbers::milliseconds)),
            text("threads", rows, r -> shown(r.threads())),
            text("IoU", rows, r -> shown(r.iou(), Numbers::score)),
            text("parameters", rows, r -> Numbers.count(r.parameters())),
            text("recipe", rows, TableRow::recipe));
    for (Metric m : List.of(Metric.MAE, Metric.TOP5, Metric.ACCURACY)) {
      if (rows.stream().anyMatch(r -> r.metrics().containsKey(m))) {
        table.insertColumn(BEHIND_LOSS, text(m.title(), rows, r -> shown(r, m)));
      }
    }
    if (rows.stream().anyMatch(r -> !r.status().equals("ok"))) {
      table.addColumns(text("status", rows, TableRow::status));
    }
    return table;
  }

  /** The table that programs read: the columns of {@link TableRow#COLUMNS}, in bytes and ms. */
  public static Table raw(List<TableRow> rows) {
    return Table.create(
        TITLE,
        text("variant", rows, TableRow::variant),
        text("parent", rows, TableRow::parent),
        text("recipe", rows, TableRow::recipe),
        text("runtime", rows, TableRow::runtime),
        text("format", rows, TableRow::format),
        longs("file_bytes", rows, TableRow::fileBytes),
        longs("gzip_bytes", rows, TableRow::gzipBytes),
        longs("parameters", rows, r -> OptionalLong.of(r.parameters())),
        longs("nonzero", rows, r -> OptionalLong.of(r.nonzero())),
        doubles("sparsity", rows, r -> OptionalDouble.of(r.sparsity())),
        longs("rss_bytes", rows, TableRow::rssBytes),
        longs("rss_runtime_bytes", rows, TableRow::rssRuntimeBytes),
        doubles("latency_median_ms", rows, TableRow::latencyMedianMs),
        doubles("latency_p95_ms", rows, TableRow::latencyP95Ms),
        ints("threads", rows, TableRow::threads),
        doubles("loss", rows, TableRow::loss),
        doubles("dice", rows, TableRow::dice),
        doubles("iou", rows, TableRow::iou),
        text("status", rows, TableRow::status));
  }

  private static StringColumn text(
      String name, List<TableRow> rows, Function<TableRow, String> value) {
    return StringColumn.create(name, rows.stream().map(value));
  }

  private static LongColumn longs(
      String name, List<TableRow> rows, Function<TableRow, OptionalLong> value) {
    LongColumn column = LongColumn.create(name);
    for (TableRow r : rows) {
      OptionalLong v = value.apply(r);
      if (v.isPresent()) {
        column.append(v.getAsLong());
      } else {
        column.appendMissing();
      }
    }
    return column;
  }

  private static IntColumn ints(
      String name, List<TableRow> rows, Function<TableRow, OptionalInt> value) {
    IntColumn column = IntColumn.create(name);
    for (TableRow r : rows) {
      OptionalInt v = value.apply(r);
      if (v.isPresent()) {
        column.append(v.getAsInt());
      } else {
        column.appendMissing();
      }
    }
    return column;
  }

  private static DoubleColumn doubles(
      String name, List<TableRow> rows, Function<TableRow, OptionalDouble> value) {
    DoubleColumn column = DoubleColumn.create(name);
    for (TableRow r : rows) {
      column.append(value.apply(r).orElse(Double.NaN));
    }
    return column;
  }

  private static String shown(TableRow r, Metric m) {
    return r.metrics().containsKey(m) ? Numbers.score(r.metrics().get(m)) : ABSENT;
  }

  private static String shown(OptionalLong v, LongFunction<String> form) {
    return v.isPresent() ? form.apply(v.getAsLong()) : ABSENT;
  }

  private static String shown(OptionalDouble v, DoubleFunction<String> form) {
    return v.isPresent() ? form.apply(v.getAsDouble()) : ABSENT;
  }

  private static String shown(OptionalInt v) {
    return v.isPresent() ? Integer.toString(v.getAsInt()) : ABSENT;
  }
}
