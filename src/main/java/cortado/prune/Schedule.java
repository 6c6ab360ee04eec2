package cortado.prune;

import cortado.UserError;

/** How sparse the weights are to be at each step of training, and at which steps that changes. */
public sealed interface Schedule {
  /** Steps between two updates of the masks unless told otherwise. */
  int DEFAULT_FREQUENCY = 16;

  /** What is reached in the end. */
  Sparsity target();

  /**
   * The sparsity that a mask made at this step has; 0 before the beginning.
   *
   * @param step from 0
   */
  Sparsity sparsityAt(int step);

  /** Whether the masks are made anew before this step. */
  boolean updatesAt(int step);

  /** As the user names it. */
  String id();

  /**
   * The schedule of this name, from the first step.
   *
   * @param initial sparsity to start from: that of the model
   * @param end the step that reaches the target, at least 0
   * @throws UserError if the name is unknown
   */
  static Schedule named(String name, Sparsity initial, Sparsity target, int end) {
    return switch (name) {
      case "one-shot" -> new OneShot(target);
      case "constant" -> new Constant(target, 0, end, DEFAULT_FREQUENCY);
      case "polynomial" -> new Polynomial(initial, target, 0, end, 3, DEFAULT_FREQUENCY);
      default ->
          throw UserError.because("There is no such schedule")
              .received(name)
              .allowed("one-shot, constant, polynomial");
    };
  }

  /** All at once, before the first step. */
  record OneShot(Sparsity target) implements Schedule {
    @Override
    public Sparsity sparsityAt(int step) {
      return target;
    }

    @Override
    public boolean updatesAt(int step) {
      return step == 0;
    }

    @Override
    public String id() {
      return "one-shot";
    }
  }

  /**
   * The target from the beginning; which weights it takes is decided anew until the end.
   *
   * @param begin first step that makes masks, from 0
   * @param end last step that makes masks, at least {@code begin}
   * @param frequency steps between, at least 1
   */
  record Constant(Sparsity target, int begin, int end, int frequency) implements Schedule {
    public Constant {
      requireRange(begin, end, frequency);
    }

    @Override
    public Sparsity sparsityAt(int step) {
      return step < begin ? Sparsity.NONE : target;
    }

    @Override
    public boolean updatesAt(int step) {
      return isUpdate(step, begin, end, frequency);
    }

    @Override
    public String id() {
      return "constant";
    }
  }

  /**
   * target + (initial - target) (1 - progress)^power: fast while there are many weights to spare,
   * slow near the end (Zhu and Gupta, 2017, with power 3).
   *
   * @param begin first step that makes masks, from 0
   * @param end last step that makes masks and reaches the target, at least {@code begin}
   * @param power above 0
   * @param frequency steps between, at least 1
   */
  record Polynomial(
      Sparsity initial, Sparsity target, int begin, int end, double power, int frequency)
      implements Schedule {
    public Polynomial {
      requireRange(begin, end, frequency);
      if (!(power > 0)) {
        throw new IllegalArgumentException("power " + power);
      }
    }

    @Override
    public Sparsity sparsityAt(int step) {
      if (step < begin) {
        return Sparsity.NONE;
      }
      if (step >= end) {
        return target;
      }
      double progress = (double) (step - begin) / (end - begin);
      double remaining = StrictMath.pow(1 - progress, power);
      return new Sparsity(target.value() + (initial.value() - target.value()) * remaining);
    }

    @Override
    public boolean updatesAt(int step) {
      return isUpdate(step, begin, end, frequency);
    }

    @Override
    public String id() {
      return "polynomial";
    }
  }

  private static boolean isUpdate(int step, int begin, int end, int frequency) {
    return step == end || step >= begin && step < end && (step - begin) % frequency == 0;
  }

  private static void requireRange(int begin, int end, int frequency) {
    if (begin < 0 || end < begin || frequency < 1) {
      throw new IllegalArgumentException(
          "begin " + begin + ", end " + end + ", frequency " + frequency);
    }
  }
}
