package cortado.prune;

import cortado.tensor.Tensor;

/** Which elements of a weight are the smallest in magnitude. */
public final class MagnitudeMask {
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
    return of(weight, MagnitudeCut.of(weight, sparsity));
  }

  static Tensor of(Tensor weight, MagnitudeCut cut) {
    float[] mask = new float[weight.elements()];
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            mask[from + i] = cut.takes(from + i, values.get(i)) ? 0 : 1;
          }
        });
    return Tensor.of(weight.shape(), mask);
  }
}
