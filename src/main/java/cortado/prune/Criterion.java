package cortado.prune;

import cortado.UserError;
import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What tells how much a weight or a channel matters. */
public sealed interface Criterion {
  /** As users name them. */
  List<String> NAMES = List.of("l1", "l2", "bn-scale", "taylor", "random");

  /** As the user names it. */
  String id();

  /**
   * The criterion of this name; {@code taylor} has yet to be given slopes.
   *
   * @param seed of what is random
   * @throws UserError if the name is unknown
   */
  static Criterion named(String id, long seed) {
    return switch (id) {
      case "l1" -> new L1();
      case "l2" -> new L2();
      case "bn-scale" -> new BatchNormScale();
      case "taylor" -> Taylor.UNMEASURED;
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

  /**
   * What the loss changes by if it were zero, to first order (Molchanov et al., 2017 and 2019): the
   * magnitude of weight x gradient, for a channel the sum over the weights that make it. Scores of
   * different layers are comparable as they are.
   *
   * @param slopes magnitude of the gradient in each element of the kernels, of their shapes, the
   *     mean over some samples; it stays what it was while the weights are trained
   */
  record Taylor(Map<WeightId, Tensor> slopes) implements Criterion {
    static final Taylor UNMEASURED = new Taylor(Map.of());

    public Taylor {
      slopes = Map.copyOf(slopes);
    }

    /**
     * The score of each element, 0 or above.
     *
     * @param weight of its present values
     */
    public Tensor scores(WeightId id, Tensor weight) {
      Tensor slope = slopes.get(id);
      if (slope == null) {
        throw new IllegalStateException("no slope of " + id);
      }
      float[] scores = weight.floats();
      slope.eachPart(
          (from, values) -> {
            for (int i = 0; i < values.limit(); i++) {
              scores[from + i] = Math.abs(scores[from + i] * values.get(i));
            }
          });
      return Tensor.of(weight.shape(), scores);
    }

    @Override
    public String id() {
      return "taylor";
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
