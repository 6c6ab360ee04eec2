package cortado.prune;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerPattern;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.ops.Lowering;
import java.util.ArrayList;
import java.util.List;

/** The kernels of a graph that are to be pruned. */
final class Kernels {
  private Kernels() {}

  /**
   * @throws UserError if a pattern meets no layer with a kernel, or none is left
   */
  static List<WeightId> of(Graph graph, List<LayerPattern> skip) {
    List<WeightId> kernels = new ArrayList<>();
    Lowering.specs(graph)
        .forEach(
            (id, spec) -> {
              if (spec.role() == WeightSpec.Role.KERNEL) {
                kernels.add(id);
              }
            });
    List<String> layers = kernels.stream().map(WeightId::layer).toList();
    LayerPattern.requireMatches(skip, layers, "a kernel");
    kernels.removeIf(id -> skip.stream().anyMatch(p -> p.matches(id.layer())));
    if (kernels.isEmpty()) {
      throw UserError.because("No kernel is left to prune in '" + graph.name() + "'")
          .received(skip.isEmpty() ? "a model without kernels" : "--skip " + skip);
    }
    return kernels;
  }
}
