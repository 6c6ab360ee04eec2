package cortado.data;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Orders of samples, shuffled again and again from one seed. */
public final class Shuffle {
  private final Random random;
  private final int[] order;

  /**
   * @param samples how many, at least 0
   */
  public Shuffle(int samples, long seed) {
    this.random = new Random(seed);
    this.order = IntStream.range(0, samples).toArray();
  }

  /** The numbers of some samples, chosen by the seed: so many, or all if there are fewer. */
  public static int[] some(int samples, int most, long seed) {
    return Arrays.copyOf(new Shuffle(samples, seed).next(), Math.min(most, samples));
  }

  /** The numbers of the samples in the next order (Fisher and Yates). */
  public int[] next() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order.clone();
  }
}
