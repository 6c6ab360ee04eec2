package cortado.prune;

import cortado.tensor.Tensor;
import java.util.BitSet;

/** Which weights of each group of inputs go. */
final class NOfM {
  private NOfM() {}

  /**
   * The elements that go: exactly m - n of each whole group, those of the lowest scores, the first
   * ones among equals.
   *
   * @param scores of the kernel's elements, in its shape; their magnitudes count
   * @throws IllegalArgumentException if an element is not a number
   */
  static BitSet taken(Tensor scores, Granularity.NOfM pattern) {
    int outputs = scores.shape().dim(-1);
    int inputs = scores.shape().rank() > 1 ? scores.shape().dim(-2) : 1;
    float[] values = scores.floats();
    BitSet out = new BitSet(values.length);
    int places = values.length / Math.max(1, outputs * inputs);
    for (int place = 0; place < places; place++) {
      for (int input = 0; input + pattern.m() <= inputs; input += pattern.m()) {
        for (int output = 0; output < outputs; output++) {
          int first = (place * inputs + input) * outputs + output;
          takeLeast(values, out, first, outputs, pattern);
        }
      }
    }
    return out;
  }

  private static void takeLeast(
      float[] values, BitSet out, int first, int stride, Granularity.NOfM pattern) {
    for (int taken = 0; taken < pattern.m() - pattern.n(); taken++) {
      int least = -1;
      for (int k = 0; k < pattern.m(); k++) {
        int at = first + k * stride;
        if (Float.isNaN(values[at])) {
          throw new IllegalArgumentException("element " + at + " is not a number");
        }
        boolean lower = least < 0 || Math.abs(values[at]) < Math.abs(values[least]);
        if (!out.get(at) && lower) {
          least = at;
        }
      }
      out.set(least);
    }
  }
}
