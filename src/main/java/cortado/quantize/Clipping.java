package cortado.quantize;

/** A rule for which values may saturate, so that the others have finer codes. */
enum Clipping {
  PERCENTILE {
    @Override
    Range range(Histogram h, Range seen) {
      double most = SHARE * h.total();
      return within(seen, cut(h, most, 1), cut(h, most, -1));
    }

    /** The edge before which fewer than so many values lie, from below or from above. */
    private static double cut(Histogram h, double most, int step) {
      int bin = step > 0 ? 0 : Histogram.BINS - 1;
      double passed = 0;
      while (bin >= 0 && bin < Histogram.BINS) {
        double zeros = bin == h.zeroBin() ? h.zeros() : 0;
        passed += h.count(bin) + zeros;
        if (passed > most) {
          break;
        }
        bin += step;
      }
      return h.edge(step > 0 ? bin : bin + 1);
    }
  },
  MEAN_SQUARE {
    @Override
    Range range(Histogram h, Range seen) {
      return ClippingSearch.least(seen, (low, high) -> squares(h, low, high));
    }

    /** The sum of squared errors: a twelfth of a step squared inside, the distance outside. */
    private static double squares(Histogram h, double low, double high) {
      double step = (high - low) / CODES;
      double rounding = step * step / 12;
      double sum = 0;
      for (int i = 0; i < Histogram.BINS; i++) {
        if (h.count(i) > 0) {
          double x = h.center(i);
          double outside = Math.max(0, Math.max(low - x, x - high));
          sum += h.count(i) * (outside > 0 ? outside * outside : rounding);
        }
      }
      return sum;
    }
  },
  ENTROPY {
    @Override
    Range range(Histogram h, Range seen) {
      return ClippingSearch.least(seen, (low, high) -> new Divergence(h).of(low, high));
    }
  };

  private static final double SHARE = 5e-5;
  private static final int CODES = 255;

  /**
   * What codes are to cover.
   *
   * @param seen from the least to the greatest value, which differ
   */
  abstract Range range(Histogram h, Range seen);

  static Range within(Range seen, double low, double high) {
    float least = Math.max(seen.min(), (float) Math.min(low, high));
    return new Range(
        Math.min(least, seen.max()), Math.max(least, Math.min(seen.max(), (float) high)));
  }
}
