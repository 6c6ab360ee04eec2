package cortado.prune.channels;

import cortado.prune.Scope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** The order in which channels go, those that matter least first. */
final class ChannelRanking {
  private final ChannelGroups groups;
  private final List<List<Integer>> orders;
  private final int least;

  /**
   * @param candidates the groups that may go
   * @param scores of each group, comparable as far as the scope asks
   * @param least channels that each layer keeps
   */
  ChannelRanking(ChannelGroups groups, BitSet candidates, double[] scores, Scope scope, int least) {
    this.groups = groups;
    this.least = least;
    Map<Integer, List<Integer>> sets = new TreeMap<>();
    candidates.stream()
        .forEach(g -> sets.computeIfAbsent(groups.set(g), s -> new ArrayList<>()).add(g));
    orders =
        switch (scope) {
          case LAYER -> sets.values().stream().map(set -> sorted(set, g -> scores[g])).toList();
          case SENSITIVITY -> throw new IllegalArgumentException("channels by sensitivity");
          case GLOBAL -> List.of(sorted(candidates.stream().boxed().toList(), g -> scores[g]));
        };
  }

  private static List<Integer> sorted(List<Integer> set, IntToDoubleFunction score) {
    return set.stream().sorted(Comparator.comparingDouble(score::applyAsDouble)).toList();
  }

  /**
   * The first ones of each order, but for the last channels of a layer. A larger share takes what a
   * smaller one does, and more.
   *
   * @param share in [0, 1]
   */
  ChannelRemoval remove(double share) {
    BitSet removed = new BitSet();
    Survivors survivors = new Survivors(groups, least);
    for (List<Integer> order : orders) {
      long left = Math.round(share * order.size());
      for (int i = 0; i < order.size() && left > 0; i++) {
        if (survivors.take(order.get(i))) {
          removed.set(order.get(i));
          left--;
        }
      }
    }
    return new ChannelRemoval(groups, removed);
  }
}
