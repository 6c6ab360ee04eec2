package cortado.prune.channels;

import cortado.prune.channels.ChannelAxis.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Counts the channels that are left to each layer, so that none loses its last ones. */
final class Survivors {
  private final List<Integer> left = new ArrayList<>();
  private final List<List<Integer>> makers;
  private final int least;

  /**
   * @param least channels that each layer keeps, or all if it has fewer
   */
  Survivors(ChannelGroups groups, int least) {
    this.least = least;
    makers =
        Stream.generate(() -> (List<Integer>) new ArrayList<Integer>(1))
            .limit(groups.count())
            .toList();
    for (ChannelAxis a : groups.axes()) {
      if (a.use() == Use.OUTPUT) {
        int[] distinct = a.positions().groups().toArray();
        for (int g : distinct) {
          makers.get(g).add(left.size());
        }
        left.add(distinct.length + a.positions().staying());
      }
    }
  }

  /** Takes a group away, unless a layer would have too few left. */
  boolean take(int group) {
    if (makers.get(group).stream().anyMatch(m -> left.get(m) <= least)) {
      return false;
    }
    makers.get(group).forEach(m -> left.set(m, left.get(m) - 1));
    return true;
  }
}
