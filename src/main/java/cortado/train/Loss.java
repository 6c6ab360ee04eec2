package cortado.train;

import cortado.tensor.Shape;
import java.util.List;

/** What training makes small, computed over a whole batch. */
public sealed interface Loss {
  /** Those that a user can name. */
  static List<Loss> named() {
    // A constant would be made before those that it holds.
    return List.of(
        FocalTversky.DEFAULT,
        new BinaryCrossEntropy(),
        new Dice(1),
        new CategoricalCrossEntropy(),
        new SparseCategoricalCrossEntropy(),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new Huber(1));
  }

  /** As the user names it: {@code focal-tversky}. */
  String id();

  /** What the outputs mean, which decides the metrics. */
  Task task();

  /** What a model's outputs mean. */
  enum Task {
    /** Each number is the probability of something: metrics Dice and IoU at 0.5. */
    PRESENCE,
    /** The numbers of the last axis are the probabilities of classes: accuracy, top-5. */
    CLASSES,
    /** Each number is a quantity: mean absolute error. */
    QUANTITIES
  }

  /** Whether outputs of a shape can mean what the loss takes them for: one class is no choice. */
  default boolean takes(Shape outputs) {
    return task() != Task.CLASSES || outputs.rank() > 1 && outputs.dim(-1) != 1;
  }

  /** The shape of the targets for outputs of a shape. */
  default Shape targets(Shape outputs) {
    return outputs;
  }

  /**
   * Focal Tversky loss (Abraham and Khan, 2019): (1 - TI)^gamma with TI = (TP + s) / (TP + alpha FN
   * + (1 - alpha) FP + s).
   *
   * @param alpha weight of false negatives, in [0, 1]
   * @param gamma exponent, > 0
   * @param smooth s, >= 0
   */
  record FocalTversky(float alpha, float gamma, float smooth) implements Loss {
    public static final FocalTversky DEFAULT = new FocalTversky(0.7f, 0.75f, 1f);

    @Override
    public String id() {
      return "focal-tversky";
    }

    @Override
    public Task task() {
      return Task.PRESENCE;
    }
  }

  /** 1 - (2 TP + s) / (sum of targets + sum of predictions + s) (Milletari et al., 2016). */
  record Dice(float smooth) implements Loss {
    @Override
    public String id() {
      return "dice";
    }

    @Override
    public Task task() {
      return Task.PRESENCE;
    }
  }

  /** Mean of -(y log p + (1 - y) log(1 - p)), p kept within [1e-7, 1 - 1e-7] as Keras does. */
  record BinaryCrossEntropy() implements Loss {
    @Override
    public String id() {
      return "binary-crossentropy";
    }

    @Override
    public Task task() {
      return Task.PRESENCE;
    }
  }

  /**
   * Mean of -sum(y log p) over the last axis, whose numbers are the probabilities of classes; p is
   * kept within [1e-7, 1 - 1e-7] as Keras does.
   */
  record CategoricalCrossEntropy() implements Loss {
    @Override
    public String id() {
      return "categorical-crossentropy";
    }

    @Override
    public Task task() {
      return Task.CLASSES;
    }
  }

  /** As {@link CategoricalCrossEntropy}, with the number of the class as the target. */
  record SparseCategoricalCrossEntropy() implements Loss {
    @Override
    public String id() {
      return "sparse-categorical-crossentropy";
    }

    @Override
    public Task task() {
      return Task.CLASSES;
    }

    @Override
    public Shape targets(Shape outputs) {
      return outputs.rank() == 0 ? outputs : outputs.withDim(-1, 1);
    }
  }

  /** Mean of (y - p)^2. */
  record MeanSquaredError() implements Loss {
    @Override
    public String id() {
      return "mse";
    }

    @Override
    public Task task() {
      return Task.QUANTITIES;
    }
  }

  /** Mean of |y - p|. */
  record MeanAbsoluteError() implements Loss {
    @Override
    public String id() {
      return "mae";
    }

    @Override
    public Task task() {
      return Task.QUANTITIES;
    }
  }

  /**
   * Huber loss (1964): the mean of e^2 / 2 where e = |y - p| is at most delta, else of delta (e -
   * delta / 2).
   *
   * @param delta > 0
   */
  record Huber(float delta) implements Loss {
    @Override
    public String id() {
      return "huber";
    }

    @Override
    public Task task() {
      return Task.QUANTITIES;
    }
  }

  /**
   * Partly the loss of the data's targets, partly the distance from what a teacher computes (Hinton
   * et al., 2015, at temperature 1). Along the last axis, the targets are those of the data and
   * then the teacher's outputs.
   *
   * @param plain of the data's targets
   * @param share of the teacher, in [0, 1]
   */
  record Distilled(Loss plain, float share) implements Loss {
    /** The distance from the teacher: cross-entropy, or the squared error of quantities. */
    public Loss teacher() {
      return switch (task()) {
        case PRESENCE -> new BinaryCrossEntropy();
        case CLASSES -> new CategoricalCrossEntropy();
        case QUANTITIES -> new MeanSquaredError();
      };
    }

    @Override
    public String id() {
      return plain.id() + ", distilled";
    }

    @Override
    public Task task() {
      return plain.task();
    }

    @Override
    public boolean takes(Shape outputs) {
      return plain.takes(outputs);
    }

    @Override
    public Shape targets(Shape outputs) {
      return outputs.withDim(-1, plain.targets(outputs).dim(-1) + outputs.dim(-1));
    }
  }
}
