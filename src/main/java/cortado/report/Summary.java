package cortado.report;

import cortado.workspace.TableRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What each variant gained and lost against its baseline, in sentences with their numbers. */
public final class Summary {
  /** A loss of Dice, or a growth of the loss, that a headline still accepts. */
  private static final double TOLERANCE = 0.01;

  private final List<TableRow> rows;
  private final Comparison comparison;

  private Summary(List<TableRow> rows) {
    this.rows = rows.stream().filter(r -> r.gzipBytes().isPresent()).toList();
    this.comparison = new Comparison(rows);
  }

  /** One sentence for each measured variant but the baselines, in the order of the rows. */
  public static List<String> sentences(List<TableRow> rows) {
    Summary s = new Summary(rows);
    return s.candidates().stream().map(s::sentence).toList();
  }

  /**
   * The variant that gained most without losing much: the smallest whose Dice fell, or else whose
   * loss grew, by at most 0.01.
   */
  public static Optional<String> headline(List<TableRow> rows) {
    Summary s = new Summary(rows);
    return s.candidates().stream()
        .filter(s::isGood)
        .min(Comparator.comparingLong(r -> r.gzipBytes().orElse(Long.MAX_VALUE)))
        .map(s::sentence);
  }

  /** The row that speaks for each variant: the one of the fastest runtime. */
  private List<TableRow> candidates() {
    List<TableRow> best = new ArrayList<>();
    rows.stream()
        .map(TableRow::variant)
        .distinct()
        .forEach(
            v ->
                rows.stream()
                    .filter(r -> r.variant().equals(v) && !comparison.isBaseline(r))
                    .min(
                        Comparator.comparingDouble(
                            r -> r.latencyMedianMs().orElse(Double.MAX_VALUE)))
                    .ifPresent(best::add));
    return best;
  }

  private boolean isGood(TableRow r) {
    OptionalDouble dice = comparison.change(r, TableRow::dice);
    if (dice.isPresent()) {
      return dice.getAsDouble() >= -TOLERANCE;
    }
    return comparison.change(r, TableRow::loss).orElse(0) <= TOLERANCE;
  }

  private String sentence(TableRow r) {
    List<String> parts = new ArrayList<>();
    comparison.smaller(r).ifPresent(x -> parts.add(times(x, "smaller", "larger") + " (gzip)"));
    comparison
        .faster(r)
        .ifPresent(x -> parts.add(times(x, "faster", "slower") + " (" + r.runtime() + ")"));
    comparison.change(r, TableRow::dice).ifPresent(d -> parts.add("Dice " + signed(d)));
    comparison.change(r, TableRow::loss).ifPresent(d -> parts.add("loss " + signed(d)));
    String what = r.variant() + " against " + comparison.baseline(r);
    return what + ": " + (parts.isEmpty() ? r.status() : String.join(", ", parts)) + ".";
  }

  private static String times(double ratio, String better, String worse) {
    if (ratio >= 0.995 && ratio < 1.005) {
      return "not " + better;
    }
    return ratio > 1 ? Numbers.ratio(ratio) + " " + better : Numbers.ratio(1 / ratio) + " " + worse;
  }

  private static String signed(double change) {
    return String.format(Locale.ROOT, "%+.4f", change);
  }
}
