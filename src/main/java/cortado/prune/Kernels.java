package cortado.prune;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerSelection;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import java.util.ArrayList;
import java.util.List;

/** The kernels of a graph that are to be pruned. */
final class Kernels {
  private Kernels() {}

  /**
   * @throws UserError if a pattern meets no layer with a kernel, or none is left
   */
  static List<WeightId> of(Graph graph, LayerSelection selected) {
    List<WeightId> kernels = new ArrayList<>(Lowering.kernels(graph));
    List<String> layers = kernels.stream().map(WeightId::layer).toList();
    selected.requireMatches(layers, "a kernel");
    kernels.removeIf(id -> !selected.takes(id.layer()));
    if (kernels.isEmpty()) {
      throw UserError.because("No kernel is left to prune in '" + graph.name() + "'")
          .received(selected.isAll() ? "a model without kernels" : selected);
    }
    return kernels;
  }
}
