package cortado.prune;

import cortado.tensor.Tensor;
import java.util.function.Supplier;

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
    MagnitudeCut cut = MagnitudeCut.of(weight, sparsity);
    float[] mask = new float[weight.elements()];
    weight.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            mask[from + i] = cut.takes(from + i, values.get(i)) ? 0 : 1;
          }
        });
    return Tensor.of(weight.shape(), mask);
  }

  /**
   * The weight with +0 wherever the cut takes an element out, made when it is read, so that large
   * models need no room.
   *
   * @param cut asked for when elements are read
   */
  static Tensor apply(Supplier<MagnitudeCut> cut, Tensor weight) {
    return Tensor.computed(
        weight.shape(),
        (from, count, into, at) -> {
          MagnitudeCut taken = cut.get();
          weight.readFloats(from, count, into, at);
          taken.apply(from, count, into, at);
        });
  }
}
