package cortado.report;

import cortado.explain.Compatibility;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a target takes of a variant, in sentences and as a table. */
public record CompatibilityReport(Compatibility compatibility) {
  private static final int MOST_LAYERS = 3;

  /** What it means and what to change. */
  public Card card() {
    Compatibility c = compatibility;
    Card card =
        Card.titled(c.variant() + " on " + c.target().title())
            .row("operators it takes", c.taken() + " of " + c.operators().size())
            .row("source", c.target().source());
    for (String sentence : c.advice()) {
      card = card.note(sentence);
    }
    return card;
  }

  /** Operators alike in one row. */
  public Table table() {
    Map<Compatibility.Verdict, Integer> counts = new LinkedHashMap<>();
    Map<Compatibility.Verdict, String> layers = new LinkedHashMap<>();
    for (Compatibility.Verdict v : compatibility.operators()) {
      var kind = new Compatibility.Verdict(v.operator(), "", v.types(), v.refusal());
      int count = counts.merge(kind, 1, Integer::sum);
      if (count <= MOST_LAYERS) {
        layers.merge(kind, v.layer(), (a, b) -> a + ", " + b);
      } else if (count == MOST_LAYERS + 1) {
        layers.merge(kind, "…", (a, b) -> a + ", " + b);
      }
    }
    StringColumn operator = StringColumn.create("operator");
    IntColumn count = IntColumn.create("count");
    StringColumn types = StringColumn.create("types");
    StringColumn runs = StringColumn.create("runs");
    StringColumn why = StringColumn.create("why not");
    StringColumn outputs = StringColumn.create("outputs");
    counts.forEach(
        (v, n) -> {
          operator.append(v.operator());
          count.append(n);
          types.append(v.types());
          runs.append(runs(v));
          why.append(v.refusal().orElse(""));
          outputs.append(layers.get(v));
        });
    return Table.create(card().title(), operator, count, types, runs, why, outputs);
  }

  private String runs(Compatibility.Verdict v) {
    return v.refusal().isEmpty()
        ? compatibility.target().id()
        : compatibility.target().hasFallback() ? "cpu" : "not at all";
  }
}
