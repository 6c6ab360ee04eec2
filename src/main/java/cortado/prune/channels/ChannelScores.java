package cortado.prune.channels;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How much each group of channels matters. */
final class ChannelScores {
  private final double[] sums;
  private final int[] counts;

  private ChannelScores(int groups) {
    sums = new double[groups];
    counts = new int[groups];
  }

  /**
   * A score for each group, 0 or above.
   *
   * @return not a number for groups of which the criterion tells nothing
   * @throws UserError if a weight is not a number
   */
  static double[] of(ChannelGroups groups, Model model, Criterion criterion) {
    if (criterion instanceof Criterion.Random random) {
      SplittableRandom numbers = new SplittableRandom(random.seed());
      return numbers.doubles(groups.count()).toArray();
    }
    boolean squared = criterion instanceof Criterion.L2;
    Use use = criterion instanceof Criterion.BatchNormScale ? Use.SCALE : Use.OUTPUT;
    ChannelScores scores = new ChannelScores(groups.count());
    for (ChannelAxis a : groups.axes()) {
      if (a.use() == use) {
        scores.add(a, model.weights().get(a.weight()), squared);
      }
    }
    double[] means = new double[groups.count()];
    Arrays.setAll(
        means,
        g -> {
          double mean = scores.sums[g] / scores.counts[g];
          return squared ? Math.sqrt(mean) : mean;
        });
    return means;
  }

  private void add(ChannelAxis a, Tensor weight, boolean squared) {
    double[] means = means(weight, a.axis(), squared);
    for (int i = 0; i < means.length; i++) {
      if (Double.isNaN(means[i]) || Double.isInfinite(means[i])) {
        throw UserError.because(
                "The channels of '" + a.weight().layer() + "' cannot be compared: not all numbers")
            .received(a.weight() + " at channel " + i)
            .next("train with a smaller learning rate");
      }
      int group = a.positions().group(i);
      if (group != Positions.NONE) {
        sums[group] += means[i];
        counts[group]++;
      }
    }
  }

  /** The mean magnitude or square at each position along an axis. */
  private static double[] means(Tensor weight, int axis, boolean squared) {
    Shape s = weight.shape();
    double[] sums = new double[s.dim(axis)];
    int inner = 1;
    for (int i = axis + 1; i < s.rank(); i++) {
      inner *= s.dim(i);
    }
    int each = inner;
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            double v = values.get(i);
            sums[(from + i) / each % sums.length] += squared ? v * v : Math.abs(v);
          }
        });
    double count = (double) weight.elements() / sums.length;
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }
}
