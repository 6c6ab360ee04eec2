package cortado.prune;

import cortado.tensor.Tensor;

/** Which elements of a weight are the smallest in magnitude. */
public final class MagnitudeMask {
  // The bits of a float without its sign, compared as integers, are in the order of magnitude.
  private static final int MAGNITUDE = 0x7fffffff;
  private static final int INFINITY = 0x7f800000;

  private MagnitudeMask() {}

  /**
   * A mask of exactly {@code sparsity.zeros(n)} zeros for a weight of n elements: those of smallest
   * magnitude, the first ones among equals.
   *
   * @param weight float32
   * @return float32 of the same shape: 0 takes an element out, 1 keeps it
   * @throws IllegalArgumentException if an element is not a number
   */
  public static Tensor of(Tensor weight, Sparsity sparsity) {
    float[] values = weight.floats();
    int[] magnitudes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Float.floatToRawIntBits(values[i]) & MAGNITUDE;
      if (magnitudes[i] > INFINITY) {
        throw new IllegalArgumentException("element " + i + " is not a number");
      }
    }
    int zeros = sparsity.zeros(values.length);
    int threshold = zeros == 0 ? 0 : RadixSelection.select(magnitudes, zeros - 1);
    int equals = zeros;
    for (int m : magnitudes) {
      if (m < threshold) {
        equals--;
      }
    }
    float[] mask = values;
    for (int i = 0; i < mask.length; i++) {
      boolean out = magnitudes[i] < threshold || magnitudes[i] == threshold && equals-- > 0;
      mask[i] = out ? 0 : 1;
    }
    return Tensor.of(weight.shape(), mask);
  }

  /** The weight with +0 wherever the mask is 0. */
  public static Tensor apply(Tensor mask, Tensor weight) {
    float[] keep = mask.floats();
    float[] values = weight.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = keep[i] == 0 ? 0 : values[i];
    }
    return Tensor.of(weight.shape(), values);
  }
}
