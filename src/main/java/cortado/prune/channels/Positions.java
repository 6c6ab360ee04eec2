package cortado.prune.channels;

import java.util.BitSet;
import java.util.stream.IntStream;

/** The group of each position along an axis; {@link #NONE} where the position must stay. */
final class Positions {
  static final int NONE = -1;

  private final int[] groups;

  Positions(int[] groups) {
    this.groups = groups;
  }

  int count() {
    return groups.length;
  }

  int group(int position) {
    return groups[position];
  }

  /** The groups, each once, in the order of the positions. */
  IntStream groups() {
    return IntStream.of(groups).filter(g -> g != NONE).distinct();
  }

  /** How many positions must stay. */
  int staying() {
    return (int) IntStream.of(groups).filter(g -> g == NONE).count();
  }

  /** The positions that are left without some groups. */
  int[] without(BitSet removed) {
    return IntStream.range(0, groups.length)
        .filter(i -> groups[i] == NONE || !removed.get(groups[i]))
        .toArray();
  }
}
