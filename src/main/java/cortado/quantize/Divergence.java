package cortado.quantize;

/**
 * How much a distribution loses by saturation and rounding to 256 codes: the Kullback-Leibler
 * divergence of the distribution that was rounded from the one that was only clipped (Migacz, 8-bit
 * inference with TensorRT, 2017), for ranges that need not be symmetric.
 */
record Divergence(Histogram histogram) {
  private static final int CODES = 256;

  /** Instead of a share of 0, whose logarithm is infinite. */
  private static final double LEAST_SHARE = 1e-9;

  double of(double low, double high) {
    int from = bin(low);
    int to = Math.max(from + 1, bin(high));
    double[] clipped = new double[to - from];
    double[] inside = new double[to - from];
    double all = 0;
    for (int i = 0; i < Histogram.BINS; i++) {
      int at = Math.max(0, Math.min(clipped.length - 1, i - from));
      clipped[at] += histogram.count(i);
      all += histogram.count(i);
      if (i >= from && i < to) {
        inside[at] += histogram.count(i);
      }
    }
    return divergence(clipped, spread(inside), all);
  }

  private int bin(double x) {
    double width = histogram.edge(1) - histogram.edge(0);
    long bin = Math.round((x - histogram.edge(0)) / width);
    return (int) Math.max(0, Math.min(Histogram.BINS, bin));
  }

  /** The bins of each code share what they hold evenly, but those without values. */
  private static double[] spread(double[] counts) {
    double[] rounded = new double[counts.length];
    int codes = Math.min(CODES, counts.length);
    for (int c = 0; c < codes; c++) {
      int from = (int) ((long) c * counts.length / codes);
      int to = (int) ((long) (c + 1) * counts.length / codes);
      double sum = 0;
      int filled = 0;
      for (int i = from; i < to; i++) {
        sum += counts[i];
        filled += counts[i] > 0 ? 1 : 0;
      }
      for (int i = from; i < to; i++) {
        rounded[i] = counts[i] > 0 ? sum / filled : 0;
      }
    }
    return rounded;
  }

  private static double divergence(double[] p, double[] q, double all) {
    double kept = 0;
    for (double v : q) {
      kept += v;
    }
    if (all == 0 || kept == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] > 0) {
        double share = p[i] / all;
        sum += share * Math.log(share / Math.max(LEAST_SHARE, q[i] / kept));
      }
    }
    return sum;
  }
}
