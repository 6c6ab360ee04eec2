package cortado.workspace;

import cortado.cluster.ClusteringMethod;
import cortado.prune.Granularity;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.quantize.QuantizationMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What made a variant from its parent, complete enough to do it again. */
public sealed interface Recipe {
  /** In a few words, as a table shows it. */
  String text();

  /** The part of it that was asked for: equal ones make equal variants of one parent. */
  default Recipe asked() {
    return this;
  }

  /** How it was trained, if it could be. */
  default Optional<Tuning> tuning() {
    if (this instanceof Trained t) {
      return Optional.of(t.training());
    } else if (this instanceof Pruned p) {
      return Optional.of(p.training());
    } else if (this instanceof Clustered c) {
      return Optional.of(c.training());
    }
    return this instanceof QuantizedAware q ? Optional.of(q.training()) : Optional.empty();
  }

  /** SHA-256 of the dataset that it looked at; empty if at none. */
  default String data() {
    return tuning().map(Tuning::data).orElse("");
  }

  /** How it was quantized; empty if it was not. */
  default Optional<QuantizationMethod> quantization() {
    if (this instanceof Quantized q) {
      return Optional.of(q.method());
    }
    return this instanceof QuantizedAware q ? Optional.of(q.method()) : Optional.empty();
  }

  /**
   * Read from a file.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   * @param channelsFirst whether the file has images with channels first, which were turned to NHWC
   */
  record Loaded(String file, String sha256, boolean channelsFirst) implements Recipe {
    @Override
    public String text() {
      return "load " + file + (channelsFirst ? ", its channels_first turned to NHWC" : "");
    }
  }

  /**
   * A TFLite file that another program made, kept as it is.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  record Imported(String file, String sha256) implements Recipe {
    @Override
    public String text() {
      return "load " + file;
    }
  }

  /**
   * Given the weights of a file.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  record WeightsLoaded(String file, String sha256) implements Recipe {
    @Override
    public String text() {
      return "weights of " + file;
    }
  }

  /**
   * Made with fresh weights.
   *
   * @param architecture in the words of the magic that made it
   */
  record Created(String architecture, long seed) implements Recipe {
    @Override
    public String text() {
      return architecture + ", seed " + seed;
    }
  }

  /**
   * Trained with Adam.
   *
   * @param course how it went, which does not belong to what was asked for
   */
  record Trained(Tuning training, Course course) implements Recipe {
    @Override
    public String text() {
      return "train, " + training.text(course);
    }

    @Override
    public Recipe asked() {
      return new Trained(training, Course.NONE);
    }
  }

  /**
   * Weights set to zero or channels removed, then or meanwhile fine-tuned.
   *
   * @param sparsity in [0, 1): the share of zeros in each kernel, or of the channels that went; 0
   *     where a size was asked for instead
   * @param course how fine-tuning went, which does not belong to what was asked for
   */
  record Pruned(double sparsity, Size size, PruningMethod method, Tuning training, Course course)
      implements Recipe {
    @Override
    public String text() {
      return "prune "
          + (size.equals(Size.NONE)
              ? BigDecimal.valueOf(sparsity).stripTrailingZeros().toPlainString() + what()
              : "channels to " + size.text())
          + how()
          + (training.epochs() == 0 ? ", no fine-tuning" : ", " + training.text(course));
    }

    private String what() {
      if (method.granularity() instanceof Granularity.Channel) {
        return " of channels";
      } else if (method.granularity() instanceof Granularity.Level) {
        return " of levels";
      }
      return method.granularity().equals(Granularity.WEIGHT)
          ? ""
          : " in " + method.granularity().id();
    }

    /** Where it is not as usual. */
    private String how() {
      return (method.criterion().equals("l1") ? "" : " by " + method.criterion())
          + (method.scope() == Scope.LAYER ? "" : " --scope " + method.scope().id())
          + (method.minChannels() == 1 ? "" : " --min-channels " + method.minChannels())
          + (method.layers().isAll() ? "" : " " + method.layers());
    }

    /** Whether it is to this goal. */
    public boolean meets(PruningGoal goal) {
      return goal instanceof Sparsity s
          ? size.equals(Size.NONE) && s.value() == sparsity
          : goal.toString().equals(size.goal());
    }

    @Override
    public Recipe asked() {
      return new Pruned(sparsity, size.asked(), method, training, Course.NONE);
    }
  }

  /**
   * The weights of each kernel set to the nearest of a few values, which were then fine-tuned.
   *
   * @param course how fine-tuning went, which does not belong to what was asked for
   */
  record Clustered(ClusteringMethod method, Tuning training, Course course) implements Recipe {
    @Override
    public String text() {
      return "cluster "
          + method
          + (training.epochs() == 0 ? ", no fine-tuning" : ", " + training.text(course));
    }

    @Override
    public Recipe asked() {
      return new Clustered(method, training, Course.NONE);
    }
  }

  /**
   * How many parameters were to be left.
   *
   * @param goal in the user's words, {@code 20x} or {@code 24394}; empty if none was given
   * @param most parameters that it means
   * @param reached parameters that were left, which does not belong to what was asked for
   */
  record Size(String goal, long most, long reached) {
    public static final Size NONE = new Size("", 0, 0);

    private String text() {
      String left = reached == 0 ? "" : String.format(Locale.ROOT, ", %,d reached", reached);
      return goal.endsWith("x")
          ? String.format(Locale.ROOT, "%s fewer parameters (%,d asked%s)", goal, most, left)
          : String.format(Locale.ROOT, "%,d parameters%s", most, left);
    }

    Size asked() {
      return new Size(goal, most, 0);
    }
  }

  /**
   * Stored and computed in smaller numbers; exists as a TFLite file.
   *
   * @param samples that it was calibrated on, 0 where the scheme needs none
   * @param seed chose them
   * @param data SHA-256 of the dataset they come from; empty where there are none
   * @param budget how the layers that are kept in larger numbers were found
   */
  record Quantized(QuantizationMethod method, int samples, long seed, String data, Budget budget)
      implements Recipe {
    public Quantized(QuantizationMethod method, int samples, long seed, String data) {
      this(method, samples, seed, data, Budget.NONE);
    }

    @Override
    public String text() {
      return "quantize "
          + method
          + (samples == 0 ? "" : ", " + plural(samples, "sample"))
          + (budget.equals(Budget.NONE) ? "" : ", within " + budget.goal());
    }

    @Override
    public Recipe asked() {
      return new Quantized(method, samples, seed, data);
    }
  }

  /**
   * How much worse a file was allowed to be, and is.
   *
   * @param goal in the user's words, {@code loss<=1.01x}; empty if none was given
   * @param before what the float model has
   * @param quantized what the file with all layers quantized has
   * @param reached what the file has
   * @param kept the layers that had to stay in larger numbers, in the order of the model
   * @param samples that both are of
   * @param part of the data that those are, in words
   */
  record Budget(
      String goal,
      double before,
      double quantized,
      double reached,
      List<String> kept,
      int samples,
      String part) {
    static final Budget NONE = new Budget("", 0, 0, 0, List.of(), 0, "");

    public Budget {
      kept = List.copyOf(kept);
    }
  }

  /**
   * Trained while all numbers were rounded as they are in the TFLite file that it exists as.
   *
   * @param samples that the ranges were calibrated on before
   * @param course how training went, which does not belong to what was asked for
   */
  record QuantizedAware(QuantizationMethod method, int samples, Tuning training, Course course)
      implements Recipe {
    @Override
    public String text() {
      return "quantize "
          + method
          + " --aware, "
          + plural(samples, "sample")
          + ", "
          + training.text(course)
          + ", learning rate "
          + BigDecimal.valueOf(training.learningRate()).stripTrailingZeros().toPlainString();
    }

    @Override
    public Recipe asked() {
      return new QuantizedAware(method, samples, training, Course.NONE);
    }
  }

  /** {@code 1 epoch}, {@code 2 epochs}. */
  static String plural(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
