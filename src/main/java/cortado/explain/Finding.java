package cortado.explain;

import java.util.Optional;

/**
 * A sentence with the number that was measured for it.
 *
 * @param weight how much it matters, for sorting: a share of the time, or more for what decides
 * @param next a magic that does something about it
 */
public record Finding(Cause cause, double weight, String sentence, Optional<String> next) {

  static Finding of(Cause cause, double weight, String sentence) {
    return new Finding(cause, weight, sentence, Optional.empty());
  }

  Finding next(String magic) {
    return new Finding(cause, weight, sentence, Optional.of(magic));
  }

  /** With the magic only where there is a variant that it can work on. */
  Finding next(Optional<String> magic) {
    return new Finding(cause, weight, sentence, magic);
  }
}
