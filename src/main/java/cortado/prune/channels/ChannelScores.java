package cortado.prune.channels;

import cortado.UserError;
import cortado.graph.Model;
import cortado.prune.Criterion;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

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
    Use use = criterion instanceof Criterion.BatchNormScale ? Use.SCALE : Use.OUTPUT;
    ChannelScores scores = new ChannelScores(groups.count());
    for (ChannelAxis a : groups.axes()) {
      if (a.use() == use) {
        Tensor weight = model.weights().get(a.weight());
        scores.add(
            a,
            criterion instanceof Criterion.Taylor t ? t.scores(a.weight(), weight) : weight,
            criterion);
      }
    }
    double[] found = new double[groups.count()];
    Arrays.setAll(
        found,
        g -> {
          double mean = scores.sums[g] / scores.counts[g];
          if (criterion instanceof Criterion.Taylor) {
            return mean * scores.counts[g]; // what the loss changes by adds up
          }
          return criterion instanceof Criterion.L2 ? Math.sqrt(mean) : mean;
        });
    return found;
  }

  /** Scores relative to the mean of the same layers, where layers are to be compared. */
  static double[] relative(ChannelGroups groups, BitSet candidates, double[] scores) {
    Map<Integer, Double> means =
        candidates.stream()
            .boxed()
            .collect(
                Collectors.groupingBy(groups::set, Collectors.averagingDouble(g -> scores[g])));
    double[] relative = scores.clone();
    candidates.stream()
        .forEach(
            g -> {
              double mean = means.get(groups.set(g));
              relative[g] /= mean == 0 ? 1 : mean;
            });
    return relative;
  }

  private void add(ChannelAxis a, Tensor weight, Criterion criterion) {
    double[] found = sums(weight, a.axis(), criterion instanceof Criterion.L2);
    if (!(criterion instanceof Criterion.Taylor)) {
      double count = (double) weight.elements() / found.length;
      Arrays.setAll(found, i -> found[i] / count);
    }
    for (int i = 0; i < found.length; i++) {
      if (!Double.isFinite(found[i])) {
        throw UserError.because(
                "The channels of '" + a.weight().layer() + "' cannot be compared: not all numbers")
            .received(a.weight() + " at channel " + i)
            .next("train with a smaller learning rate");
      }
      int group = a.positions().group(i);
      if (group != Positions.NONE) {
        sums[group] += found[i];
        counts[group]++;
      }
    }
  }

  /** The sum of the magnitudes or squares at each position along an axis. */
  private static double[] sums(Tensor weight, int axis, boolean squared) {
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
    return sums;
  }
}
