package cortado.report;

import cortado.workspace.Variant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Variants in the order in which they were made.
 *
 * @param last how exactly the last of them was made, where that was asked for
 */
public record History(List<Variant> variants, Optional<Card> last) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  public History {
    variants = List.copyOf(variants);
  }

  public History(List<Variant> variants) {
    this(variants, Optional.empty());
  }

  /** A variant after its ancestors, with how exactly it was made. */
  public static History of(List<Variant> lineage) {
    return new History(lineage, Optional.of(Provenance.of(lineage)));
  }

  public Table table() {
    return Table.create(
        "history",
        column("variant", Variant::name),
        column("made from", v -> v.parent().orElse("")),
        column("recipe", v -> v.recipe().text()),
        column("zeros in kernels", v -> Numbers.percent(v.sparsity())),
        column("SQNR", v -> v.error().map(e -> Numbers.decibels(e.sqnrDb())).orElse("")),
        column("created", v -> TIME.format(v.created())));
  }

  private StringColumn column(String name, Function<Variant, String> value) {
    return StringColumn.create(name, variants.stream().map(value));
  }
}
