package cortado.data;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Inputs with their targets, sample by sample.
 *
 * @param inputs float32, samples first; images NHWC in [0, 1]
 * @param targets float32, samples first; masks NHWC of 0 and 1
 */
public record Samples(Tensor inputs, Tensor targets) {
  public Samples {
    if (inputs.shape().dim(0) != targets.shape().dim(0)) {
      throw new IllegalArgumentException(
          "as many inputs as targets, not " + inputs + " and " + targets);
    }
  }

  public int count() {
    return inputs.shape().dim(0);
  }

  /** The samples of these numbers, in this order. */
  public Samples select(int... indices) {
    return new Samples(gather(inputs, indices), gather(targets, indices));
  }

  /** The samples from {@code from} to before {@code to}. */
  public Samples slice(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }

  private static Tensor gather(Tensor t, int[] indices) {
    Shape shape = t.shape().withDim(0, indices.length);
    int each = Math.toIntExact(t.shape().withDim(0, 1).elements());
    float[] out = new float[Math.multiplyExact(each, indices.length)];
    var from = t.bytes().asFloatBuffer();
    for (int i = 0; i < indices.length; i++) {
      from.position(indices[i] * each).get(out, i * each, each);
    }
    return Tensor.of(shape, out);
  }
}
