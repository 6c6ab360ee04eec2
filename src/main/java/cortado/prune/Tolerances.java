package cortado.prune;

import cortado.graph.WeightId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far each kernel can be pruned, by what the loss becomes when its layer alone is.
 *
 * <p>The rule: one loss t is tolerated of all. Each kernel is pruned as far as the loss of its
 * layer alone stays at most t; that loss is taken as the running maximum of the scanned ones, from
 * that of the whole model at 0, with lines between them, and no kernel goes beyond the last
 * sparsity that was scanned. t is found by bisection so that all together lose what was asked for;
 * where the lines are level, so that t jumps past it, each kernel goes the same share of the way.
 * Fractions are rounded so that the sum is exact (largest remainders).
 *
 * @param whole loss of the whole model
 * @param sparsities that were scanned, ascending
 * @param losses of the model with the layer of a kernel pruned so far, one for each sparsity
 */
public record Tolerances(
    double whole, List<Sparsity> sparsities, Map<WeightId, List<Double>> losses) {
  // Stands for what is not a number, so that it can be compared.
  private static final double WORST = 1e300;

  public Tolerances {
    sparsities = List.copyOf(sparsities);
    losses = Map.copyOf(losses);
  }

  /**
   * A kernel to prune.
   *
   * @param units weights, or blocks of them
   * @param zeros how many are zero already, which stay so
   */
  public record Kernel(WeightId id, long units, long zeros) {}

  /**
   * How many units of each kernel are to be zero.
   *
   * @param wanted the sum, at most that of all units
   */
  public Map<WeightId, Long> zeros(long wanted, List<Kernel> kernels) {
    double below = Math.nextDown(finite(whole));
    double[] low = new double[kernels.size()];
    double[] high = reached(below, kernels);
    if (sum(high) < wanted) {
      double above = WORST;
      double middle = below + (above - below) / 2;
      while (below < middle && middle < above) {
        boolean enough = sum(reached(middle, kernels)) >= wanted;
        above = enough ? middle : above;
        below = enough ? below : middle;
        middle = below + (above - below) / 2;
      }
      low = reached(below, kernels);
      high = reached(above, kernels);
    }
    return rounded(between(low, high, wanted), wanted, kernels);
  }

  /** How many units each kernel loses where this loss is tolerated. */
  private double[] reached(double loss, List<Kernel> kernels) {
    return kernels.stream()
        .mapToDouble(k -> Math.max(k.zeros(), share(losses.get(k.id()), loss) * k.units()))
        .toArray();
  }

  private double share(List<Double> curve, double tolerated) {
    double share = 0;
    double loss = finite(whole);
    if (tolerated < loss) {
      return 0;
    }
    for (int i = 0; i < curve.size(); i++) {
      double next = Math.max(loss, finite(curve.get(i)));
      double to = sparsities.get(i).value();
      if (next > tolerated) {
        return share + (tolerated - loss) / (next - loss) * (to - share);
      }
      share = to;
      loss = next;
    }
    return share;
  }

  private static double[] between(double[] low, double[] high, long wanted) {
    double all = sum(high) - sum(low);
    double way = all == 0 ? 0 : (wanted - sum(low)) / all;
    double[] exact = new double[low.length];
    Arrays.setAll(exact, i -> low[i] + way * (high[i] - low[i]));
    return exact;
  }

  private static Map<WeightId, Long> rounded(double[] exact, long wanted, List<Kernel> kernels) {
    long[] zeros = new long[exact.length];
    Arrays.setAll(zeros, i -> (long) Math.min(exact[i], kernels.get(i).units()));
    long left = wanted - Arrays.stream(zeros).sum();
    List<Integer> order = new ArrayList<>(IntStream.range(0, zeros.length).boxed().toList());
    order.sort(Comparator.comparingDouble(i -> zeros[i] - exact[i]));
    for (int turn = 0; left > 0; turn++) {
      int i = order.get(turn % zeros.length);
      long more = zeros[i] < kernels.get(i).units() ? 1 : 0;
      zeros[i] += more;
      left -= more;
    }
    Map<WeightId, Long> found = new LinkedHashMap<>();
    for (int i = 0; i < zeros.length; i++) {
      found.put(kernels.get(i).id(), zeros[i]);
    }
    return found;
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double finite(double loss) {
    return Double.isNaN(loss) ? WORST : Math.min(loss, WORST);
  }
}
