package cortado.report;

import cortado.explain.ErrorAccount;
import cortado.explain.LayerError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What rounding did to each layer of a quantized variant, as a table and a figure. */
public record LayerErrorReport(String variant, ErrorAccount account) {
  private static final double LEAST_SHOWN_DB = 0.05;

  public String title() {
    return "%s beside %s, layer by layer (%d %s)"
        .formatted(variant, account.from(), account.samples(), account.source().text());
  }

  /** The layers in the order in which they are computed; the one that spoils most is marked. */
  public Table table() {
    List<LayerError> rows = account.layers();
    Optional<LayerError> spoiler = account.spoiler();
    return Table.create(
        title(),
        StringColumn.create("layer", rows.stream().map(LayerErrorReport::name)),
        StringColumn.create("computed in", rows.stream().map(LayerError::type)),
        StringColumn.create("SQNR", rows.stream().map(l -> Numbers.decibels(l.sqnrDb()))),
        StringColumn.create("lost", rows.stream().map(LayerErrorReport::lost)),
        StringColumn.create(
            "largest error", rows.stream().map(l -> Numbers.small(l.deviation().largest()))),
        StringColumn.create("cosine", rows.stream().map(LayerErrorReport::cosine)),
        StringColumn.create(
            " ", rows.stream().map(l -> spoiler.filter(l::equals).isPresent() ? mark() : "")));
  }

  private String mark() {
    return account.isLow() ? "◀ spoils it" : "◀ loses most";
  }

  private static String name(LayerError l) {
    return l.value().equals(l.layer()) || l.value().startsWith(l.layer() + "/")
        ? l.value()
        : l.layer() + " (" + l.value() + ")";
  }

  private static String lost(LayerError l) {
    return l.lossDb() >= LEAST_SHOWN_DB ? Numbers.decibels(l.lossDb()) : "";
  }

  private static String cosine(LayerError l) {
    return String.format(Locale.ROOT, "%.5f", l.deviation().cosine());
  }

  public Chart chart() {
    return LayerErrorBars.of(Map.of(variant, account));
  }
}
