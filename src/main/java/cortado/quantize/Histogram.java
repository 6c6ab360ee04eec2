package cortado.quantize;

/**
 * How often values fall into bins of equal width. The width doubles when a value falls outside, so
 * that 1024 bins or more lie between the least and the greatest value. Zeros are counted apart:
 * their code is exact in every range.
 */
final class Histogram {
  static final int BINS = 2048;

  private final long[] counts = new long[BINS];
  private double low;
  private double width;
  private long zeros;

  void add(float[] values) {
    if (width == 0) {
      begin(values);
    }
    for (float v : values) {
      if (v == 0) {
        zeros++;
      } else {
        counts[bin(v)]++;
      }
    }
  }

  /** From zero, which every range holds, to the extremes of the first values that are not zero. */
  private void begin(float[] values) {
    double least = 0;
    double greatest = 0;
    for (float v : values) {
      least = Math.min(least, v);
      greatest = Math.max(greatest, v);
    }
    low = least;
    width = (greatest - least) / BINS;
  }

  private int bin(float v) {
    while (v < low || v > low + width * BINS) {
      widen(v < low);
    }
    return Math.min(BINS - 1, (int) ((v - low) / width));
  }

  /** Twice as wide bins, with room below or above. */
  private void widen(boolean below) {
    long[] pairs = new long[BINS];
    int to = below ? BINS / 2 : 0;
    for (int i = 0; i < BINS; i++) {
      pairs[to + i / 2] += counts[i];
    }
    System.arraycopy(pairs, 0, counts, 0, BINS);
    low -= below ? width * BINS : 0;
    width *= 2;
  }

  /** Values in a bin that are not zero. */
  long count(int bin) {
    return counts[bin];
  }

  /** Where a bin begins; {@link #BINS} is where the last ends. */
  double edge(int bin) {
    return low + bin * width;
  }

  double center(int bin) {
    return low + (bin + 0.5) * width;
  }

  /** All values, zeros, too. */
  long total() {
    long sum = zeros;
    for (long c : counts) {
      sum += c;
    }
    return sum;
  }

  /** The bin that holds zero or begins there; {@link #BINS} if all values are below. */
  int zeroBin() {
    return (int) Math.max(0, Math.min(BINS, Math.floor(-low / width)));
  }

  long zeros() {
    return zeros;
  }
}
