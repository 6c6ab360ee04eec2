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

  /**
   * Those whose units are among the least.
   *
   * @param scores of the units
   * @param unit the number of the unit that an element is of
   */
  static Taken of(Tensor scores, MagnitudeCut cut, IntUnaryOperator unit) {
    BitSet out = new BitSet(scores.elements());
    scores.eachPart(
        (from, values) -> {
          for (int i = 0; i < values.limit(); i++) {
            out.set(from + i, cut.takes(from + i, values.get(i)));
          }
        });
    return new Chosen(out, unit);
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
