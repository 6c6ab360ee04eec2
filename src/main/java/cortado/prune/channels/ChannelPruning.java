package cortado.prune.channels;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerPattern;
import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.prune.channels.ChannelAxis.Use;
import java.util.BitSet;
import java.util.List;

/**
 * Removes the channels that matter least, so that the network is smaller and as dense as before (Li
 * et al., 2017). Each layer keeps one channel, or as many more as it is told.
 */
public final class ChannelPruning {
  private final ChannelGroups groups;
  private final BitSet candidates;
  private final int least;

  private ChannelPruning(ChannelGroups groups, BitSet candidates, int least) {
    this.groups = groups;
    this.candidates = candidates;
    this.least = least;
  }

  /**
   * Pruning of all channels of a graph that can be removed.
   *
   * @param skip patterns of the names of layers whose channels stay, see {@link LayerPattern}
   * @throws UserError if a pattern meets no layer that makes channels, or nothing is left to prune
   */
  public static ChannelPruning of(Graph graph, List<LayerPattern> skip) {
    return of(graph, LayerSelection.skipping(skip), 1);
  }

  /**
   * Pruning of a graph's channels by a method: of those that layers make which it is about, and no
   * other layer, as in a sum.
   *
   * @throws UserError if a pattern meets no layer that makes channels, or nothing is left to prune
   */
  public static ChannelPruning of(Graph graph, PruningMethod method) {
    return of(graph, method.layers(), method.minChannels());
  }

  private static ChannelPruning of(Graph graph, LayerSelection selected, int least) {
    ChannelGroups groups = ChannelGroups.of(graph);
    List<ChannelAxis> made = groups.axes().stream().filter(a -> a.use() == Use.OUTPUT).toList();
    List<String> layers = made.stream().map(a -> a.weight().layer()).toList();
    selected.requireMatches(layers, "filters or units");
    BitSet candidates = new BitSet();
    candidates.set(0, groups.count());
    for (ChannelAxis a : made) {
      if (!selected.takes(a.weight().layer())) {
        a.positions().groups().forEach(candidates::clear);
      }
    }
    if (candidates.isEmpty()) {
      throw UserError.because("No channel of '" + graph.name() + "' can be removed")
          .received(
              selected.isAll()
                  ? "a model whose channels are all its inputs' or outputs', or mixed"
                  : selected);
    }
    return new ChannelPruning(groups, candidates, least);
  }

  /** How many groups of channels may go. */
  public int count() {
    return candidates.cardinality();
  }

  public ChannelGroups groups() {
    return groups;
  }

  /**
   * Decides which channels go.
   *
   * @param share of the channels that may go which does
   * @throws UserError if the criterion tells nothing about any channel
   */
  public ChannelRemoval choose(Model model, Sparsity share, Criterion criterion, Scope scope) {
    return ranking(model, criterion, scope).remove(share.value());
  }

  /**
   * Decides which channels go so that the network has at most as many parameters: as few of them as
   * that takes.
   *
   * @throws UserError if even the smallest network has more
   */
  public ChannelRemoval chooseWithin(
      Model model, long parameters, Criterion criterion, Scope scope) {
    ChannelRanking ranking = ranking(model, criterion, scope);
    long fewest = ranking.remove(1).parameters(model);
    if (fewest > parameters) {
      throw UserError.because("The model cannot be made so small by removing channels")
          .received(parameters + " parameters")
          .allowed(fewest + " and more")
          .next("leave --only, --skip and --min-channels out, if they were given");
    }
    int tooFew = -1;
    int enough = candidates.cardinality();
    while (enough - tooFew > 1) {
      int middle = (enough + tooFew) / 2;
      boolean fits = ranking.remove(share(middle)).parameters(model) <= parameters;
      enough = fits ? middle : enough;
      tooFew = fits ? tooFew : middle;
    }
    return ranking.remove(share(enough));
  }

  /** So many of the channels that may go, as a share of them. */
  private double share(int channels) {
    return (double) channels / candidates.cardinality();
  }

  private ChannelRanking ranking(Model model, Criterion criterion, Scope scope) {
    double[] scores = ChannelScores.of(groups, model, criterion);
    BitSet ranked = (BitSet) candidates.clone();
    candidates.stream().filter(g -> Double.isNaN(scores[g])).forEach(ranked::clear);
    if (ranked.isEmpty()) {
      throw UserError.because("The criterion tells nothing about this model")
          .received(criterion.id())
          .allowed(String.join(", ", Criterion.NAMES))
          .next("--criterion l1");
    }
    boolean comparable = scope == Scope.LAYER || criterion instanceof Criterion.Taylor;
    return new ChannelRanking(
        groups,
        ranked,
        comparable ? scores : ChannelScores.relative(groups, ranked, scores),
        scope,
        least);
  }
}
