package cortado.data;

import cortado.tensor.NamedTensors;
import cortado.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Inputs with their targets, sample by sample.
 *
 * @param inputs float32, samples first; images NHWC in [0, 1]
 * @param targets float32, samples first; masks NHWC of 0 and 1; none if nothing is to be learnt
 */
public record Samples(NamedTensors inputs, NamedTensors targets) {
  public Samples {
    if (inputs.size() == 0 || targets.size() > 0 && inputs.count() != targets.count()) {
      throw new IllegalArgumentException(
          "as many inputs as targets, not " + inputs + " and " + targets);
    }
  }

  /** Samples of one input and one target. */
  public Samples(Tensor inputs, Tensor targets) {
    this(NamedTensors.of(inputs), NamedTensors.of(targets));
  }

  public int count() {
    return inputs.count();
  }

  public boolean hasTargets() {
    return targets.size() > 0;
  }

  /** The samples of these numbers, in this order. */
  public Samples select(int... indices) {
    return new Samples(inputs.select(indices), targets.select(indices));
  }

  /** The samples from {@code from} to before {@code to}. */
  public Samples slice(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }
}
