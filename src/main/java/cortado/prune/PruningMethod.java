package cortado.prune;

import cortado.graph.LayerPattern;
import java.util.List;

/**
 * What is taken out of a model, and by which rule.
 *
 * @param schedule how the sparsity grows while what is left is trained: {@code polynomial}, {@code
 *     constant}, {@code one-shot}
 * @param skip patterns of the names of layers that stay whole, see {@link LayerPattern}
 * @param criterion what tells how much something matters, such as {@code l1}
 */
public record PruningMethod(
    String schedule, List<String> skip, Granularity granularity, Scope scope, String criterion) {
  /** The smallest weights of each kernel, along a polynomial. */
  public static final PruningMethod MAGNITUDE =
      new PruningMethod("polynomial", List.of(), Granularity.WEIGHT, Scope.LAYER, "l1");

  /** The channels of each layer with the smallest filters, at once. */
  public static final PruningMethod CHANNELS =
      new PruningMethod("one-shot", List.of(), Granularity.CHANNEL, Scope.LAYER, "l1");

  public PruningMethod {
    skip = List.copyOf(skip);
  }

  public PruningMethod withSchedule(String id) {
    return new PruningMethod(id, skip, granularity, scope, criterion);
  }

  public PruningMethod withSkip(List<String> patterns) {
    return new PruningMethod(schedule, patterns, granularity, scope, criterion);
  }

  public PruningMethod withGranularity(Granularity g) {
    return new PruningMethod(schedule, skip, g, scope, criterion);
  }

  public PruningMethod withScope(Scope s) {
    return new PruningMethod(schedule, skip, granularity, s, criterion);
  }

  public PruningMethod withCriterion(String id) {
    return new PruningMethod(schedule, skip, granularity, scope, id);
  }

  public List<LayerPattern> skipped() {
    return skip.stream().map(LayerPattern::new).toList();
  }
}
