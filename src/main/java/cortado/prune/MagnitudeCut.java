package cortado.prune;

import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    return of(List.of(weight), sparsity.zeros(weight.elements())).get(0);
  }

  /**
   * Finds a number of elements among those of all weights together.
   *
   * @return one for each weight
   * @throws IllegalArgumentException if an element is not a number
   */
  static List<MagnitudeCut> of(List<Tensor> weights, long zeros) {
    long elements = weights.stream().mapToLong(Tensor::elements).sum();
    if (elements == 0) {
      return Collections.nCopies(weights.size(), NOTHING);
    }
    RadixSelection.Found last = RadixSelection.select(weights, Math.max(zeros - 1, 0));
    if (zeros == 0) {
      return Collections.nCopies(weights.size(), NOTHING);
    }
    if (last.before() + 1 == last.equals()) {
      return Collections.nCopies(
          weights.size(), new MagnitudeCut(last.magnitude(), Integer.MAX_VALUE));
    }
    List<MagnitudeCut> cuts = new ArrayList<>();
    long left = last.before() + 1;
    for (Tensor weight : weights) {
      Place place = place(weight, last.magnitude(), left);
      cuts.add(new MagnitudeCut(last.magnitude(), place.index()));
      left -= place.found();
    }
    return cuts;
  }

  /**
   * Where elements at the bound end.
   *
   * @param index of the last one that is taken, -1 if none is
   * @param found how many are taken
   */
  private record Place(int index, long found) {}

  private static Place place(Tensor weight, int magnitude, long wanted) {
    long[] found = new long[1];
    int[] place = {-1};
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit() && found[0] < wanted; i++) {
            if (RadixSelection.magnitude(values.get(i)) == magnitude) {
              found[0]++;
              place[0] = from + i;
            }
          }
        });
    return new Place(place[0], found[0]);
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
