package cortado.data;

import cortado.UserError;
import cortado.tensor.NamedTensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Arrays in npy files as samples: the first axis counts them, the numbers are taken as they are. A
 * file is for the input or output that it is named after, else the files have the model's order.
 */
public final class ArrayFiles {
  private static final double DEFAULT_SHARE = 0.2;

  private final List<NamedFile> inputs;
  private final List<NamedFile> targets;
  private Optional<TestSplit> test = Optional.empty();
  private Optional<TestSplit> validation = Optional.empty();
  private long seed = 7;

  private ArrayFiles(List<NamedFile> inputs, List<NamedFile> targets) {
    this.inputs = List.copyOf(inputs);
    this.targets = List.copyOf(targets);
  }

  /**
   * @param targets none if nothing is to be learnt from the samples
   */
  public static ArrayFiles of(List<NamedFile> inputs, List<NamedFile> targets) {
    return new ArrayFiles(inputs, targets);
  }

  /** The samples to test on, which count from 0; unless told a fifth, but one of two at least. */
  public ArrayFiles test(TestSplit split) {
    test = Optional.of(split);
    return this;
  }

  /** The samples to judge training by; none unless told. */
  public ArrayFiles validation(TestSplit part) {
    validation = Optional.of(part);
    return this;
  }

  /** Decides random parts; 7 unless told. */
  public ArrayFiles seed(long s) {
    seed = s;
    return this;
  }

  /**
   * Reads the files.
   *
   * @throws UserError if one cannot be read, they do not have as many samples, only some have
   *     names, or a part would be empty
   */
  public Dataset load() {
    NamedTensors x = NpyArrays.read(inputs);
    NamedTensors y = NpyArrays.read(targets);
    if (y.size() > 0 && x.count() != y.count()) {
      throw UserError.because("There are not as many targets as inputs")
          .received(y.count() + " targets")
          .allowed(x.count());
    }
    Samples all = new Samples(x, y);
    Split split = new Split(test.orElseGet(() -> usual(all.count())), validation, seed);
    List<Split.Part> parts = parts(split, all.count());
    return Dataset.of(
        source(split),
        part(all, parts, Split.Part.TRAIN),
        part(all, parts, Split.Part.TEST),
        validation.map(v -> part(all, parts, Split.Part.VALIDATION)));
  }

  /** A fifth; the last one of a few; none of a single sample, which is to calibrate on. */
  private static TestSplit usual(int count) {
    int last = Math.max(1, count - 1);
    return Math.round(DEFAULT_SHARE * count) > 0
        ? new TestSplit.Fraction(DEFAULT_SHARE)
        : new TestSplit.Range(last, last);
  }

  /** A single sample, which is to calibrate on, has no parts. */
  private static List<Split.Part> parts(Split split, int count) {
    return count == 1 && split.validation().isEmpty()
        ? List.of(Split.Part.TRAIN)
        : split.parts("samples", IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  private static Samples part(Samples all, List<Split.Part> parts, Split.Part part) {
    return all.select(IntStream.range(0, all.count()).filter(i -> parts.get(i) == part).toArray());
  }

  private String source(Split split) {
    return "%data --inputs "
        + Words.quoted(inputs)
        + (targets.isEmpty() ? "" : " --targets " + Words.quoted(targets))
        + " "
        + split.options()
        + " --seed "
        + seed;
  }
}
