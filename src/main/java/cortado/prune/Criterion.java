package cortado.prune;

import cortado.UserError;
import java.util.List;

/** What tells how much a weight or a channel matters. */
public sealed interface Criterion {
  /** As users name them. */
  List<String> NAMES = List.of("l1", "l2", "bn-scale", "random");

  /** As the user names it. */
  String id();

  /**
   * The criterion of this name.
   *
   * @param seed of what is random
   * @throws UserError if the name is unknown
   */
  static Criterion named(String id, long seed) {
    return switch (id) {
      case "l1" -> new L1();
      case "l2" -> new L2();
      case "bn-scale" -> new BatchNormScale();
      case "random" -> new Random(seed);
      default ->
          throw UserError.because("There is no such criterion")
              .received(id)
              .allowed(String.join(", ", NAMES));
    };
  }

  /** The mean magnitude of its weights, for a channel of those that make it (Li et al., 2017). */
  record L1() implements Criterion {
    @Override
    public String id() {
      return "l1";
    }
  }

  /** The root of the mean square of those weights. */
  record L2() implements Criterion {
    @Override
    public String id() {
      return "l2";
    }
  }

  /**
   * The magnitude of the factors of batch normalization (Liu et al., 2017, network slimming);
   * channels without any stay.
   */
  record BatchNormScale() implements Criterion {
    @Override
    public String id() {
      return "bn-scale";
    }
  }

  /** By chance, for comparison. */
  record Random(long seed) implements Criterion {
    @Override
    public String id() {
      return "random";
    }
  }
}
