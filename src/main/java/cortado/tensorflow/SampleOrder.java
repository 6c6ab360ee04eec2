package cortado.tensorflow;

import java.util.Random;
import java.util.stream.IntStream;

/** The order in which each epoch sees the samples: shuffled anew from one seed. */
final class SampleOrder {
  private final Random random;
  private final int[] order;

  SampleOrder(int samples, long seed) {
    this.random = new Random(seed);
    this.order = IntStream.range(0, samples).toArray();
  }

  /** The sample numbers of the next epoch (Fisher-Yates). */
  int[] next() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order.clone();
  }
}
