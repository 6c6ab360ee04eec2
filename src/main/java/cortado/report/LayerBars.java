package cortado.report;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.session.Session;
import cortado.tensor.Tensor;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What pruning did to each layer: the zeros in its kernels, or how many parameters are left. */
final class LayerBars {
  private LayerBars() {}

  /**
   * @param variants of which the first decides what all are compared with: its first ancestor
   * @throws UserError if one has no layers, or the first none with a kernel
   */
  static Chart of(Session session, List<Variant> variants) {
    String first = variants.get(0).name();
    Variant origin = session.history(Optional.of(first)).get(0);
    Map<String, long[]> before = kernels(origin.model());
    List<Map<String, long[]>> all = variants.stream().map(v -> kernels(v.model())).toList();
    Set<String> layers = new LinkedHashSet<>(before.keySet());
    all.forEach(counts -> layers.addAll(counts.keySet()));
    if (layers.isEmpty()) {
      throw UserError.because(first + " has no layer with a kernel, so nothing can be pruned")
          .next("%summary " + first);
    }
    boolean slimmer = all.stream().anyMatch(counts -> isSlimmer(counts, before));
    List<Chart.BarSeries> series = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      Map<String, long[]> counts = all.get(i);
      series.add(
          new Chart.BarSeries(
              variants.get(i).name(),
              layers.stream()
                  .map(l -> slimmer ? left(counts.get(l), before.get(l)) : zeros(counts.get(l)))
                  .toList()));
    }
    String of = variants.size() == 1 ? " of " + first : "";
    return new Chart.Bars(
        (slimmer ? "Parameters left in the layers" : "Zeros in the layers") + of,
        "layer",
        slimmer
            ? "kernel parameters that are not zero, % of " + origin.name()
            : "zeros in the kernels, %",
        List.copyOf(layers),
        series);
  }

  private static boolean isSlimmer(Map<String, long[]> counts, Map<String, long[]> before) {
    return before.entrySet().stream()
        .anyMatch(
            e -> !counts.containsKey(e.getKey()) || counts.get(e.getKey())[0] < e.getValue()[0]);
  }

  private static double zeros(long[] count) {
    return count == null || count[0] == 0 ? Double.NaN : 100.0 * (count[0] - count[1]) / count[0];
  }

  /** A layer that is gone has nothing left; one that was not there before has no share. */
  private static double left(long[] count, long[] before) {
    if (before == null || before[0] == 0) {
      return Double.NaN;
    }
    return count == null ? 0 : 100.0 * count[1] / before[0];
  }

  /** Of each layer the elements of its kernels, and those that are not zero. */
  static Map<String, long[]> kernels(Model model) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (WeightId id : Lowering.kernels(model.graph())) {
      Tensor t = model.weights().get(id);
      long[] count = counts.computeIfAbsent(id.layer(), l -> new long[2]);
      count[0] += t.shape().elements();
      count[1] += t.nonzero();
    }
    return counts;
  }
}
