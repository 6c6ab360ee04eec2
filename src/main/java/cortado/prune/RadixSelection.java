package cortado.prune;

import cortado.tensor.Tensor;
import java.util.List;

/**
 * Finds the value at a rank among the magnitudes of a weight by counting digits: two or three
 * passes, whatever the order of the values, and no copy of them.
 */
final class RadixSelection {
  // The bits of a float without its sign, compared as integers, are in the order of magnitude.
  static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;
  private static final int[] SHIFTS = {20, 10, 0};
  // Fewer passes over a large weight are worth the bins.
  private static final int[] LARGE_SHIFTS = {15, 0};
  private static final int LARGE = 1 << 18;

  private RadixSelection() {}

  /**
   * What was found.
   *
   * @param magnitude bits of the value that would stand at the rank if the magnitudes were sorted
   * @param before how many equal ones would stand before it
   * @param equals how many are equal, itself among them
   */
  record Found(int magnitude, long before, long equals) {}

  static int magnitude(float value) {
    return Float.floatToRawIntBits(value) & MAGNITUDE;
  }

  /**
   * Finds a magnitude among those of all weights together.
   *
   * @param rank from 0
   * @throws IllegalArgumentException if an element is not a number
   */
  static Found select(List<Tensor> weights, long rank) {
    int fixed = 0;
    int fixedBits = 31;
    long left = rank;
    long equals = 0;
    long elements = weights.stream().mapToLong(Tensor::elements).sum();
    for (int shift : elements < LARGE ? SHIFTS : LARGE_SHIFTS) {
      long[] counts = new long[1 << (fixedBits - shift)];
      for (Tensor weight : weights) {
        count(weight, fixed, fixedBits, shift, counts);
      }
      int digit = 0;
      while (left >= counts[digit]) {
        left -= counts[digit++];
      }
      equals = counts[digit];
      fixed = (fixed << (fixedBits - shift)) + digit;
      fixedBits = shift;
    }
    return new Found(fixed, left, equals);
  }

  /** Counts the next digit of those that begin with the digits fixed. */
  private static void count(Tensor weight, int fixed, int fixedBits, int shift, long[] counts) {
    int first = fixed << (fixedBits - shift);
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            int m = magnitude(values.get(i));
            if (m > INFINITY) {
              throw new IllegalArgumentException("element " + (from + i) + " is not a number");
            }
            if (m >>> fixedBits == fixed) {
              counts[(m >>> shift) - first]++;
            }
          }
        });
  }
}
