package cortado.prune;

import cortado.tensor.Tensor;

/**
 * Which elements of a weight are the smallest in magnitude: those below a bound, and the first ones
 * of those at it.
 *
 * @param bound bits of a magnitude
 * @param lastAtBound index of the last element at the bound that is among them
 */
record MagnitudeCut(int bound, int lastAtBound) {
  private static final MagnitudeCut NOTHING = new MagnitudeCut(0, -1);

  /**
   * Finds exactly {@code sparsity.zeros(n)} elements of a weight of n.
   *
   * @throws IllegalArgumentException if an element is not a number
   */
  static MagnitudeCut of(Tensor weight, Sparsity sparsity) {
    int zeros = sparsity.zeros(weight.elements());
    if (weight.elements() == 0) {
      return NOTHING;
    }
    RadixSelection.Found last = RadixSelection.select(weight, Math.max(zeros - 1, 0));
    if (zeros == 0) {
      return NOTHING;
    }
    boolean all = last.before() + 1 == last.equals();
    return new MagnitudeCut(
        last.magnitude(), all ? Integer.MAX_VALUE : place(weight, last.magnitude(), last.before()));
  }

  /** The index of the element that has so many equal ones before it. */
  private static int place(Tensor weight, int magnitude, int before) {
    int[] left = {before};
    int[] place = new int[1];
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit() && left[0] >= 0; i++) {
            if (RadixSelection.magnitude(values.get(i)) == magnitude && left[0]-- == 0) {
              place[0] = from + i;
            }
          }
        });
    return place[0];
  }

  /** Puts +0 where elements are among the smallest. */
  void apply(int from, int count, float[] values, int at) {
    int atBound = (int) Math.max(0, Math.min(count, lastAtBound + 1L - from));
    keepAbove(bound, values, at, at + atBound);
    keepAbove(bound - 1, values, at + atBound, at + count);
  }

  /** Without a branch, which for half of all elements would be guessed wrong. */
  private static void keepAbove(int magnitude, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      int kept = magnitude - (bits & RadixSelection.MAGNITUDE) >> 31;
      values[i] = Float.intBitsToFloat(bits & kept);
    }
  }

  boolean takes(int index, float value) {
    int m = RadixSelection.magnitude(value);
    return m < bound || m == bound && index <= lastAtBound;
  }
}
