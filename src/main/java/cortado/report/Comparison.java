package cortado.report;

import cortado.workspace.TableRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compares rows with their baseline: the topmost of a variant's ancestors, itself included, that
 * was measured.
 */
final class Comparison {
  private final List<TableRow> rows;
  private final Map<String, String> parents = new HashMap<>();

  Comparison(List<TableRow> rows) {
    this.rows = rows;
    rows.forEach(r -> parents.put(r.variant(), r.parent()));
  }

  /** The name of a row's baseline, which may be its own variant. */
  String baseline(TableRow row) {
    String top = row.variant();
    Set<String> seen = new HashSet<>();
    for (String v = row.variant(); v != null && seen.add(v); v = parents.get(v)) {
      String name = v;
      if (rows.stream().anyMatch(r -> r.variant().equals(name) && r.gzipBytes().isPresent())) {
        top = name;
      }
    }
    return top;
  }

  boolean isBaseline(TableRow row) {
    return baseline(row).equals(row.variant());
  }

  /** How many times smaller the compressed file is than the baseline's. */
  OptionalDouble smaller(TableRow row) {
    return ratio(row, r -> toDouble(r.gzipBytes()), r -> true);
  }

  /** How many times faster the median is than the baseline's on the same runtime and threads. */
  OptionalDouble faster(TableRow row) {
    return ratio(
        row,
        TableRow::latencyMedianMs,
        r -> r.runtime().equals(row.runtime()) && r.threads().equals(row.threads()));
  }

  /** How much a figure has grown since the baseline. */
  OptionalDouble change(TableRow row, Function<TableRow, OptionalDouble> figure) {
    Optional<TableRow> base = base(row, r -> figure.apply(r).isPresent());
    return base.isEmpty() || figure.apply(row).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            figure.apply(row).getAsDouble() - figure.apply(base.get()).getAsDouble());
  }

  private OptionalDouble ratio(
      TableRow row, Function<TableRow, OptionalDouble> figure, Predicate<TableRow> comparable) {
    Optional<TableRow> base = base(row, r -> comparable.test(r) && figure.apply(r).isPresent());
    if (base.isEmpty() || figure.apply(row).isEmpty() || figure.apply(row).getAsDouble() <= 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        figure.apply(base.get()).getAsDouble() / figure.apply(row).getAsDouble());
  }

  /** The baseline's row, of the same runtime if there is one. */
  private Optional<TableRow> base(TableRow row, Predicate<TableRow> has) {
    if (isBaseline(row)) {
      return Optional.empty();
    }
    String baseline = baseline(row);
    List<TableRow> found =
        rows.stream().filter(r -> r.variant().equals(baseline)).filter(has).toList();
    return found.stream()
        .filter(r -> r.runtime().equals(row.runtime()))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static OptionalDouble toDouble(java.util.OptionalLong v) {
    return v.isPresent() ? OptionalDouble.of(v.getAsLong()) : OptionalDouble.empty();
  }
}
