package cortado.data;

import cortado.UserError;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Images that look like electron micrographs of cells, with masks of 1 in cells and 0 on membranes:
 * a dataset without a file. The same numbers give the same bytes on every machine.
 */
public final class SyntheticCells {
  private static final int MIN_SIZE = 16;
  private static final int MAX_SIZE = 2048;
  private static final int MAX_SAMPLES = 100_000;

  private int train = 96;
  private int test = 32;
  private int validation;
  private int size = 128;
  private long seed = 7;

  private SyntheticCells() {}

  public static SyntheticCells create() {
    return new SyntheticCells();
  }

  /** How many images to train on; 96 unless told. */
  public SyntheticCells train(int n) {
    train = n;
    return this;
  }

  /** How many images to test on; 32 unless told. */
  public SyntheticCells test(int n) {
    test = n;
    return this;
  }

  /** How many images to judge training by; none unless told. */
  public SyntheticCells validation(int n) {
    validation = n;
    return this;
  }

  /** Width and height of an image in pixels; 128 unless told. */
  public SyntheticCells size(int n) {
    size = n;
    return this;
  }

  /** Decides all images; 7 unless told. */
  public SyntheticCells seed(long s) {
    seed = s;
    return this;
  }

  /**
   * Paints the images, of one channel. The first ones stay the same when more are asked for.
   *
   * @throws UserError if a number is out of range
   */
  public Dataset load() {
    require("--train", train, 1, MAX_SAMPLES);
    require("--test", test, 1, MAX_SAMPLES);
    require("--validation", validation, 0, MAX_SAMPLES);
    require("--size", size, MIN_SIZE, MAX_SIZE);
    SampleBuffer.requireRoom(Math.max(validation, Math.max(train, test)), size, size, 1);
    SplittableRandom root = new SplittableRandom(seed);
    Samples trainPart = samples(root.split(), train);
    Samples testPart = samples(root.split(), test);
    String source =
        "%%data cells --train %d --test %d%s --size %d --seed %d"
            .formatted(
                train, test, validation > 0 ? " --validation " + validation : "", size, seed);
    Optional<Samples> validationPart =
        validation > 0 ? Optional.of(samples(root.split(), validation)) : Optional.empty();
    return Dataset.of(source, trainPart, testPart, validationPart);
  }

  private Samples samples(SplittableRandom random, int count) {
    SampleBuffer inputs = new SampleBuffer(count, size, size, 1);
    SampleBuffer targets = new SampleBuffer(count, size, size, 1);
    List<SplittableRandom> randoms = Stream.generate(random::split).limit(count).toList();
    // Side by side, yet in order and each with its own random numbers.
    randoms.parallelStream()
        .map(r -> CellImage.paint(r, size))
        .forEachOrdered(
            painted -> {
              inputs.add(painted.image());
              targets.add(painted.mask());
            });
    return new Samples(inputs.toTensor(), targets.toTensor());
  }

  private static void require(String option, int value, int low, int high) {
    if (value < low || value > high) {
      throw UserError.because("The option " + option + " is out of range")
          .received(value)
          .allowed(low + " to " + high);
    }
  }
}
