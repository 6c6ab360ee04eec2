package cortado.prune;

import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/** Which elements of a kernel become zero. */
sealed interface Taken {
  /** Puts +0 where elements are taken: of {@code count} elements from {@code from}. */
  void apply(int from, int count, float[] values, int at);

  /**
   * A mask of the kernel's shape: 0 takes an element out, 1 keeps it.
   *
   * @param kernel whose elements the decision was made on
   */
  Tensor mask(Tensor kernel);

  static Taken of(Tensor mask) {
    BitSet out = new BitSet(mask.elements());
    mask.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            if (values.get(i) == 0) {
              out.set(from + i);
            }
          }
        });
    return new Chosen(out, e -> e);
  }

  static Taken of(KernelBlocks blocks, Tensor scores, MagnitudeCut cut) {
    BitSet out = new BitSet(blocks.count());
    float[] values = scores.floats();
    for (int b = 0; b < values.length; b++) {
      out.set(b, cut.takes(b, values[b]));
    }
    return new Chosen(out, blocks::of);
  }

  /** Those of least magnitude, which need no list. */
  record Least(MagnitudeCut cut) implements Taken {
    @Override
    public void apply(int from, int count, float[] values, int at) {
      cut.apply(from, count, values, at);
    }

    @Override
    public Tensor mask(Tensor kernel) {
      return MagnitudeMask.of(kernel, cut);
    }
  }

  /**
   * Those of a list.
   *
   * @param out numbers of the elements, or of the blocks of them, that are taken
   * @param unit the number that an element has there
   */
  record Chosen(BitSet out, IntUnaryOperator unit) implements Taken {
    @Override
    public void apply(int from, int count, float[] values, int at) {
      for (int i = 0; i < count; i++) {
        if (out.get(unit.applyAsInt(from + i))) {
          values[at + i] = 0;
        }
      }
    }

    @Override
    public Tensor mask(Tensor kernel) {
      float[] mask = new float[kernel.elements()];
      Arrays.fill(mask, 1);
      apply(0, mask.length, mask, 0);
      return Tensor.of(kernel.shape(), mask);
    }
  }
}
