package cortado.data;

import cortado.UserError;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What each image or sample is for. A part that is chosen later never takes from one before: first
 * the validation's range, then the test, then the validation's share of what is left.
 *
 * @param seed decides random choices
 */
record Split(TestSplit test, Optional<TestSplit> validation, long seed) {

  enum Part {
    TRAIN,
    VALIDATION,
    TEST
  }

  /**
   * The part of each item, in order.
   *
   * @param items what they are called in messages, such as {@code images}
   * @throws UserError if a part would be empty
   */
  List<Part> parts(String items, List<String> names) {
    BitSet tested = test.choose(names, seed);
    BitSet judging = new BitSet();
    if (validation.isPresent() && validation.get() instanceof TestSplit.Range range) {
      judging = range.choose(names, seed);
      tested.andNot(judging);
    } else if (validation.isPresent()) {
      int[] left = IntStream.range(0, names.size()).filter(i -> !tested.get(i)).toArray();
      List<String> namesLeft = IntStream.of(left).mapToObj(names::get).toList();
      BitSet chosen = validation.get().choose(namesLeft, seed);
      chosen.stream().map(i -> left[i]).forEach(judging::set);
    }
    BitSet validating = judging;
    List<Part> parts =
        IntStream.range(0, names.size())
            .mapToObj(
                i -> validating.get(i) ? Part.VALIDATION : tested.get(i) ? Part.TEST : Part.TRAIN)
            .toList();
    require(items, names, parts);
    return parts;
  }

  private void require(String items, List<String> names, List<Part> parts) {
    for (Part part : Part.values()) {
      boolean wanted = part != Part.VALIDATION || validation.isPresent();
      if (wanted && !parts.contains(part)) {
        throw UserError.because("None of the " + items + " is left to " + purpose(part))
            .received(
                options()
                    + " of "
                    + names.size()
                    + " "
                    + items
                    + (names.isEmpty()
                        ? ""
                        : ", " + names.get(0) + " to " + names.get(names.size() - 1)))
            .allowed(TestSplit.ALLOWED.formatted(items));
      }
    }
  }

  private static String purpose(Part part) {
    return switch (part) {
      case TRAIN -> "train on";
      case VALIDATION -> "judge epochs by";
      case TEST -> "test on";
    };
  }

  /** As the options of the magic that say the same. */
  String options() {
    return "--test " + test + validation.map(v -> " --validation " + v).orElse("");
  }
}
