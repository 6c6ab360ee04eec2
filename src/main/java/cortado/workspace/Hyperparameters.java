package cortado.workspace;

import cortado.UserError;
import cortado.data.Augmentation;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.train.LossGoal;
import cortado.train.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to train, be it from the start or to make up for what was lost.
 *
 * @param epochs at most; empty leaves them to who trains
 * @param batch samples of one step
 * @param learningRate of the first step
 * @param loss if empty, the one that the targets call for
 * @param seed decides the order of the samples, how they are varied, what dropout drops, and what
 *     is held out
 * @param until ends training after the first epoch that is good enough on held-out samples
 * @param patience ends training after so many epochs without a better one on held-out samples
 * @param distillation the share of the parent's outputs in the targets, in [0, 1]; the rest are
 *     those of the data
 * @param augment how the training samples are varied, in each epoch anew
 */
public record Hyperparameters(
    OptionalInt epochs,
    int batch,
    double learningRate,
    Decay decay,
    Optional<Loss> loss,
    long seed,
    Optional<LossGoal> until,
    OptionalInt patience,
    double distillation,
    List<Augmentation> augment) {

  /**
   * @throws UserError if a number is out of its range
   */
  public Hyperparameters {
    augment = Augmentation.ordered(augment);
    if (epochs.orElse(0) < 0) {
      throw UserError.because("The number of epochs is too small")
          .received(epochs.getAsInt())
          .allowed("at least 0");
    }
    if (batch < 1) {
      throw UserError.because("The batch is too small").received(batch).allowed("at least 1");
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw UserError.because("The learning rate is out of range")
          .received(learningRate)
          .allowed("above 0, such as 1e-4");
    }
    if (patience.orElse(1) < 1) {
      throw UserError.because("The patience is too small")
          .received(patience.getAsInt())
          .allowed("at least 1 epoch");
    }
    if (!(distillation >= 0 && distillation <= 1)) {
      throw UserError.because("The share of the parent's outputs is out of range")
          .received(distillation)
          .allowed("0 to 1");
    }
  }

  /** Of Adam with a constant learning rate, the loss that the targets call for, seed 7. */
  public static Hyperparameters of(int batch, double learningRate, Decay decay) {
    return new Hyperparameters(
        OptionalInt.empty(),
        batch,
        learningRate,
        decay,
        Optional.empty(),
        7,
        Optional.empty(),
        OptionalInt.empty(),
        0,
        List.of());
  }

  public Hyperparameters withEpochs(int n) {
    return new Hyperparameters(
        OptionalInt.of(n),
        batch,
        learningRate,
        decay,
        loss,
        seed,
        until,
        patience,
        distillation,
        augment);
  }

  public Hyperparameters withBatch(int n) {
    return new Hyperparameters(
        epochs, n, learningRate, decay, loss, seed, until, patience, distillation, augment);
  }

  /** With another learning rate of the first step. */
  public Hyperparameters withLearningRate(double rate) {
    return new Hyperparameters(
        epochs, batch, rate, decay, loss, seed, until, patience, distillation, augment);
  }

  public Hyperparameters withDecay(Decay d) {
    return new Hyperparameters(
        epochs, batch, learningRate, d, loss, seed, until, patience, distillation, augment);
  }

  public Hyperparameters withLoss(Loss l) {
    return new Hyperparameters(
        epochs,
        batch,
        learningRate,
        decay,
        Optional.of(l),
        seed,
        until,
        patience,
        distillation,
        augment);
  }

  public Hyperparameters withSeed(long s) {
    return new Hyperparameters(
        epochs, batch, learningRate, decay, loss, s, until, patience, distillation, augment);
  }

  /** Ending after the first epoch that is good enough on samples held out of the training. */
  public Hyperparameters until(LossGoal goal) {
    return new Hyperparameters(
        epochs,
        batch,
        learningRate,
        decay,
        loss,
        seed,
        Optional.of(goal),
        patience,
        distillation,
        augment);
  }

  /** Ending after so many epochs in a row that are no better on samples held out. */
  public Hyperparameters withPatience(int n) {
    return new Hyperparameters(
        epochs,
        batch,
        learningRate,
        decay,
        loss,
        seed,
        until,
        OptionalInt.of(n),
        distillation,
        augment);
  }

  /** Learning this share from what the parent computes. */
  public Hyperparameters distilled(double share) {
    return new Hyperparameters(
        epochs, batch, learningRate, decay, loss, seed, until, patience, share, augment);
  }

  /** Varying the training samples so, in each epoch anew; none leaves them as they are. */
  public Hyperparameters augmented(List<Augmentation> ways) {
    return new Hyperparameters(
        epochs, batch, learningRate, decay, loss, seed, until, patience, distillation, ways);
  }

  /** Whether epochs are judged on samples that are held out of the training for it. */
  public boolean judgesEpochs() {
    return until.isPresent() || patience.isPresent();
  }

  /** What a trainer does with them in so many epochs. */
  public TrainingPlan plan(int n, Loss chosen) {
    return new TrainingPlan(n, batch, learningRate, chosen, seed, decay, augment);
  }
}
