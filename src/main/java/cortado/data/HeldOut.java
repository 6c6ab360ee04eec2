package cortado.data;

import java.util.stream.IntStream;

/**
 * Training samples with some of them held out, to judge a model by while it is trained.
 *
 * @param rest to train on, in their order
 * @param heldOut to judge by, in their order
 */
public record HeldOut(Samples rest, Samples heldOut) {
  /** One sample of so many is held out. */
  private static final int ONE_OF = 8;

  /**
   * Holds out an eighth, at least one, chosen by the seed.
   *
   * @param samples at least 2
   */
  public static HeldOut of(Samples samples, long seed) {
    int count = samples.count();
    if (count < 2) {
      throw new IllegalArgumentException(count + " samples");
    }
    int[] order = new Shuffle(count, seed).next();
    int held = size(count);
    return new HeldOut(
        samples.select(IntStream.of(order).skip(held).sorted().toArray()),
        samples.select(IntStream.of(order).limit(held).sorted().toArray()));
  }

  /** How many of so many samples are held out. */
  public static int size(int samples) {
    return Math.max(1, samples / ONE_OF);
  }
}
