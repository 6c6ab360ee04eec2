package cortado.cluster;

import java.util.Arrays;

/**
 * Divides values into neighbouring groups with the least sum of squared distances from the means of
 * the groups. In one dimension k-means has an exact answer (Wang and Song, Ckmeans.1d.dp, 2011), so
 * that nothing depends on where it starts: the best division of the first values into one group
 * more ends with a group whose first value never moves back, which is what the recursion uses.
 */
final class Partition {
  private final ValueCounts values;
  private double[] before;
  private double[] now;
  private int[] first;

  private Partition(ValueCounts values) {
    this.values = values;
  }

  /** The means of at most {@code groups} groups, ascending. */
  static float[] means(ValueCounts values, int groups) {
    return new Partition(values).divide(Math.min(groups, values.size()));
  }

  private float[] divide(int groups) {
    int n = values.size();
    int[][] firsts = new int[groups][];
    now = new double[n + 1];
    for (int g = 0; g < groups; g++) {
      before = now;
      now = new double[n + 1];
      Arrays.fill(now, Double.POSITIVE_INFINITY);
      first = new int[n + 1];
      if (g == 0) {
        for (int to = 1; to <= n; to++) {
          now[to] = values.spread(0, to);
        }
      } else {
        fill(g + 1, n, g, n - 1);
      }
      firsts[g] = first;
    }
    float[] means = new float[groups];
    for (int g = groups - 1, to = n; g >= 0; g--) {
      int from = firsts[g][to];
      means[g] = values.mean(from, to);
      to = from;
    }
    return means;
  }

  /** Finds the first value of the last group, in [least, most], of the first low to high values. */
  private void fill(int low, int high, int least, int most) {
    if (low > high) {
      return;
    }
    int to = (low + high) >>> 1;
    for (int from = least; from <= Math.min(most, to - 1); from++) {
      double spread = before[from] + values.spread(from, to);
      if (spread < now[to]) {
        now[to] = spread;
        first[to] = from;
      }
    }
    fill(low, to - 1, least, first[to]);
    fill(to + 1, high, first[to], most);
  }
}
