package cortado.prune;

/** Finds the value at a rank by counting digits: three passes, whatever the order of the values. */
final class RadixSelection {
  private static final int[] SHIFTS = {20, 10, 0};
  private static final int BINS = 1 << 11;

  private RadixSelection() {}

  /**
   * The value that would stand at {@code rank}, from 0, if the values were sorted.
   *
   * @param values none negative
   */
  static int select(int[] values, int rank) {
    int fixed = 0;
    int fixedBits = 31;
    int left = rank;
    for (int shift : SHIFTS) {
      int[] counts = new int[BINS];
      for (int v : values) {
        if (v >>> fixedBits == fixed) {
          counts[(v >>> shift) - (fixed << (fixedBits - shift))]++;
        }
      }
      int digit = 0;
      while (left >= counts[digit]) {
        left -= counts[digit++];
      }
      fixed = (fixed << (fixedBits - shift)) + digit;
      fixedBits = shift;
    }
    return fixed;
  }
}
