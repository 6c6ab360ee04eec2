package cortado.prune;

import cortado.graph.LayerPattern;
import java.util.List;

/**
 * What is taken out of a model, and by which rule.
 *
 * @param schedule how the sparsity grows while what is left is trained: {@code polynomial}, {@code
 *     constant}, {@code one-shot}
 * @param skip patterns of the names of layers that stay whole, see {@link LayerPattern}
 */
public record PruningMethod(String schedule, List<String> skip) {
  /** The smallest weights of each kernel, along a polynomial. */
  public static final PruningMethod MAGNITUDE = new PruningMethod("polynomial", List.of());

  public PruningMethod {
    skip = List.copyOf(skip);
  }

  public PruningMethod withSchedule(String id) {
    return new PruningMethod(id, skip);
  }

  public PruningMethod withSkip(List<String> patterns) {
    return new PruningMethod(schedule, patterns);
  }

  public List<LayerPattern> skipped() {
    return skip.stream().map(LayerPattern::new).toList();
  }
}
