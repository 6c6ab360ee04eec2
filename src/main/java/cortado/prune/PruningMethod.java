package cortado.prune;

import cortado.UserError;
import cortado.graph.LayerSelection;
import java.util.List;

/**
 * What is taken out of a model, and by which rule.
 *
 * @param schedule how the sparsity grows while what is left is trained: {@code polynomial}, {@code
 *     constant}, {@code one-shot}
 * @param only patterns of the names of layers that may be pruned, see {@link
 *     cortado.graph.LayerPattern}; all if there are none
 * @param skip patterns of the names of layers that stay whole
 * @param criterion what tells how much something matters, such as {@code l1}
 * @param minChannels channels that each layer keeps at least, where channels go; 1 or more
 */
public record PruningMethod(
    String schedule,
    List<String> only,
    List<String> skip,
    Granularity granularity,
    Scope scope,
    String criterion,
    int minChannels) {
  /** The smallest weights of each kernel, along a polynomial. */
  public static final PruningMethod MAGNITUDE =
      new PruningMethod(
          "polynomial", List.of(), List.of(), Granularity.WEIGHT, Scope.LAYER, "l1", 1);

  /** The channels of each layer with the smallest filters, at once. */
  public static final PruningMethod CHANNELS =
      MAGNITUDE.withSchedule("one-shot").withGranularity(Granularity.CHANNEL);

  /** The innermost levels of a U-Net, at once. */
  public static final PruningMethod LEVELS = CHANNELS.withGranularity(Granularity.LEVEL);

  /**
   * @throws UserError if layers could lose all channels
   */
  public PruningMethod {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
    if (minChannels < 1) {
      throw UserError.because("A layer without channels computes nothing")
          .received("--min-channels " + minChannels)
          .allowed("1 and more");
    }
  }

  /**
   * What is usual for a granularity: weights of all layers along a polynomial, all else at once.
   */
  public static PruningMethod usual(Granularity g) {
    boolean removed = g instanceof Granularity.Channel || g instanceof Granularity.Level;
    return (removed ? CHANNELS : MAGNITUDE).withGranularity(g);
  }

  public PruningMethod withSchedule(String id) {
    return new PruningMethod(id, only, skip, granularity, scope, criterion, minChannels);
  }

  public PruningMethod withOnly(List<String> patterns) {
    return new PruningMethod(schedule, patterns, skip, granularity, scope, criterion, minChannels);
  }

  public PruningMethod withSkip(List<String> patterns) {
    return new PruningMethod(schedule, only, patterns, granularity, scope, criterion, minChannels);
  }

  public PruningMethod withGranularity(Granularity g) {
    return new PruningMethod(schedule, only, skip, g, scope, criterion, minChannels);
  }

  public PruningMethod withScope(Scope s) {
    return new PruningMethod(schedule, only, skip, granularity, s, criterion, minChannels);
  }

  public PruningMethod withCriterion(String id) {
    return new PruningMethod(schedule, only, skip, granularity, scope, id, minChannels);
  }

  public PruningMethod withMinChannels(int n) {
    return new PruningMethod(schedule, only, skip, granularity, scope, criterion, n);
  }

  /** The layers that it is about. */
  public LayerSelection layers() {
    return LayerSelection.of(only, skip);
  }
}
