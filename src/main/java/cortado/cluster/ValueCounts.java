package cortado.cluster;

import cortado.tensor.Tensor;

/**
 * How often values occur in a tensor, in buckets whose ends are at most 1/256 of their magnitude
 * apart: a millionth of the memory that sorting a kernel takes. Zeros are left out.
 */
final class ValueCounts {
  private static final int SHIFT = 15;

  /**
   * Number, mean and square of the mean of each bucket that is not empty, added up from the least.
   */
  private final double[] numbers;

  private final double[] sums;
  private final double[] squares;
  private final float[] means;

  private ValueCounts(double[] numbers, double[] sums, double[] squares, float[] means) {
    this.numbers = numbers;
    this.sums = sums;
    this.squares = squares;
    this.means = means;
  }

  /**
   * @throws IllegalArgumentException if a value is infinite or not a number
   */
  static ValueCounts of(Tensor tensor) {
    long[] count = new long[1 << (Integer.SIZE - SHIFT)];
    double[] sum = new double[count.length];
    tensor.eachPart(
        (from, values) -> {
          while (values.hasRemaining()) {
            float v = values.get();
            if (!Float.isFinite(v)) {
              throw new IllegalArgumentException("it holds " + v);
            }
            if (v != 0) {
              int bucket = bucket(v);
              count[bucket]++;
              sum[bucket] += v;
            }
          }
        });
    int filled = 0;
    for (long c : count) {
      filled += c > 0 ? 1 : 0;
    }
    double[] numbers = new double[filled + 1];
    double[] sums = new double[filled + 1];
    double[] squares = new double[filled + 1];
    float[] means = new float[filled];
    int at = 0;
    for (int i = 0; i < count.length; i++) {
      if (count[i] > 0) {
        double mean = sum[i] / count[i];
        means[at] = (float) mean;
        numbers[at + 1] = numbers[at] + count[i];
        sums[at + 1] = sums[at] + sum[i];
        squares[at + 1] = squares[at] + mean * sum[i];
        at++;
      }
    }
    return new ValueCounts(numbers, sums, squares, means);
  }

  /** Buckets in the order of the numbers: bits of floats with the sign turned into an order. */
  private static int bucket(float v) {
    int bits = Float.floatToRawIntBits(v);
    return (bits < 0 ? ~bits : bits | Integer.MIN_VALUE) >>> SHIFT;
  }

  /** The number of buckets that are not empty. */
  int size() {
    return means.length;
  }

  /** The mean of the values in buckets {@code from} to {@code to}, the last not included. */
  float mean(int from, int to) {
    return to - from == 1
        ? means[from]
        : (float) ((sums[to] - sums[from]) / (numbers[to] - numbers[from]));
  }

  /** The sum of the squared distances of those buckets from their mean. */
  double spread(int from, int to) {
    double sum = sums[to] - sums[from];
    return squares[to] - squares[from] - sum * sum / (numbers[to] - numbers[from]);
  }
}
