package cortado.quantize;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Looks for the range of the least cost, moving one end at a time. */
final class ClippingSearch {
  /** Shares of the whole range that are tried for each end. */
  private static final int STEPS = 100;

  private static final int ROUNDS = 2;

  private ClippingSearch() {}

  /**
   * The best range; zero always lies in it.
   *
   * @param cost of a range from one number to another
   */
  static Range least(Range seen, DoubleBinaryOperator cost) {
    double low = Math.min(0, seen.min());
    double high = Math.max(0, seen.max());
    for (int round = 0; round < ROUNDS; round++) {
      double other = low;
      high = end(Math.max(0, seen.max()), end -> cost.applyAsDouble(other, end));
      double fixed = high;
      low = end(Math.min(0, seen.min()), end -> cost.applyAsDouble(end, fixed));
    }
    return new Range((float) low, (float) high);
  }

  private static double end(double whole, DoubleUnaryOperator cost) {
    double best = whole;
    double least = Double.POSITIVE_INFINITY;
    for (int i = STEPS; whole != 0 && i > 0; i--) {
      double candidate = whole * i / STEPS;
      double c = cost.applyAsDouble(candidate);
      if (c < least) {
        least = c;
        best = candidate;
      }
    }
    return best;
  }
}
