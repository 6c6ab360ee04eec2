package cortado.cluster;

import cortado.tensor.Tensor;
import java.util.Arrays;

/** The few values that stand for those of a kernel. Zero stands for itself. */
final class Palette {
  private final float[] values;
  private final float[] borders;

  /**
   * @param values ascending
   */
  private Palette(float[] values) {
    this.values = values;
    this.borders = new float[Math.max(0, values.length - 1)];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = (float) (((double) values[i] + values[i + 1]) / 2);
    }
  }

  /**
   * Those of least squared error.
   *
   * @param most values; one of them is zero if the kernel has zeros
   * @throws IllegalArgumentException if a value of the kernel is infinite or not a number
   */
  static Palette of(Tensor kernel, int most) {
    boolean zeros = kernel.nonzero() < kernel.shape().elements();
    return new Palette(Partition.means(ValueCounts.of(kernel), zeros ? most - 1 : most));
  }

  /** Puts the nearest value in the place of each that is not zero, as zeros must stay as many. */
  void apply(int count, float[] numbers, int at) {
    for (int i = at; i < at + count; i++) {
      if (numbers[i] != 0) {
        int found = Arrays.binarySearch(borders, numbers[i]);
        numbers[i] = values[found < 0 ? -found - 1 : found];
      } else {
        numbers[i] = 0; // not -0.0
      }
    }
  }
}
