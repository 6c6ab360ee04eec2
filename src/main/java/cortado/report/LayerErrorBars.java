package cortado.report;

import cortado.explain.ErrorAccount;
import cortado.explain.LayerError;
import cortado.session.Session;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The signal-to-noise ratio of the layers of quantized variants, from the input to the output. */
final class LayerErrorBars {
  private static final int MOST_BARS = 40;
  private static final double EXACT_DB = 120;

  private LayerErrorBars() {}

  /**
   * @throws cortado.UserError if one is not quantized
   */
  static Chart of(Session session, List<Variant> variants) {
    Map<String, ErrorAccount> accounts = new LinkedHashMap<>();
    variants.forEach(v -> accounts.put(v.name(), session.layerErrors(v)));
    return of(accounts);
  }

  /** Of variants by their names. */
  static Chart of(Map<String, ErrorAccount> accounts) {
    Set<String> all = new LinkedHashSet<>();
    // Some quantized files leave values out: the order is that of the one with the most.
    accounts.values().stream()
        .sorted(Comparator.comparingInt(a -> -a.layers().size()))
        .forEach(a -> all.addAll(shown(a)));
    List<Chart.BarSeries> series = new ArrayList<>();
    accounts.forEach((name, a) -> series.add(new Chart.BarSeries(name, ratios(a, all))));
    String of = accounts.size() == 1 ? " of " + accounts.keySet().iterator().next() : "";
    return new Chart.Bars(
        "Signal to quantization noise in the layers" + of,
        "layer",
        "SQNR, dB (more is better)",
        List.copyOf(all),
        series);
  }

  /** In their order; of many those that are furthest off. */
  private static List<String> shown(ErrorAccount a) {
    Set<String> worst = new LinkedHashSet<>();
    a.layers().stream()
        .sorted(Comparator.comparingDouble(LayerError::sqnrDb))
        .limit(MOST_BARS)
        .forEach(l -> worst.add(l.value()));
    return a.layers().stream().map(LayerError::value).filter(worst::contains).toList();
  }

  /** A value that is as exact as float32 has no bar. */
  private static List<Double> ratios(ErrorAccount a, Set<String> values) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    a.layers().stream()
        .filter(l -> Double.isFinite(l.sqnrDb()) && l.sqnrDb() < EXACT_DB)
        .forEach(l -> ratios.put(l.value(), l.sqnrDb()));
    return values.stream().map(v -> ratios.getOrDefault(v, Double.NaN)).toList();
  }
}
