package cortado.prune.channels;

import cortado.prune.channels.ChannelAxis.Use;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the classes of channels, and for the sets of those that one layer makes. */
final class GroupNumbers {
  private final ChannelLabels labels;
  private final Map<Integer, Integer> numbers = new HashMap<>();

  GroupNumbers(ChannelLabels labels) {
    this.labels = labels;
  }

  Positions of(int[] channels) {
    int[] groups = new int[channels.length];
    Arrays.setAll(groups, i -> of(labels.root(channels[i])));
    return new Positions(groups);
  }

  private int of(int root) {
    if (root == labels.root(ChannelLabels.FIXED)) {
      return Positions.NONE;
    }
    return numbers.computeIfAbsent(root, r -> numbers.size());
  }

  /** The set of each group, numbered in the order of the groups. */
  int[] sets(List<ChannelAxis> axes) {
    ChannelLabels together = new ChannelLabels();
    int[] of = together.fresh(numbers.size());
    for (ChannelAxis a : axes) {
      if (a.use() == Use.OUTPUT) {
        int[] groups = a.positions().groups().toArray();
        for (int g : groups) {
          together.tie(of[g], of[groups[0]]);
        }
      }
    }
    Map<Integer, Integer> sets = new HashMap<>();
    return Arrays.stream(together.roots(of))
        .map(root -> sets.computeIfAbsent(root, r -> sets.size()))
        .toArray();
  }
}
