package cortado.train;

import cortado.data.Augmentation;
import java.util.List;

/**
 * How to train with Adam (Kingma and Ba, 2015; beta1 0.9, beta2 0.999, epsilon 1e-7 as in Keras).
 *
 * @param epochs passes over the samples, at least 1
 * @param batch samples per step, at least 1
 * @param learningRate of the first step, above 0
 * @param seed decides the order of the samples, how they are varied, and dropout
 * @param decay of the learning rate
 * @param augment how the samples are varied, in each epoch anew; none leaves them as they are
 */
public record TrainingPlan(
    int epochs,
    int batch,
    double learningRate,
    Loss loss,
    long seed,
    Decay decay,
    List<Augmentation> augment) {
  public TrainingPlan {
    augment = List.copyOf(augment);
    if (epochs < 1 || batch < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "epochs " + epochs + ", batch " + batch + ", learning rate " + learningRate);
    }
  }

  /** A plan whose learning rate stays, of samples as they are. */
  public TrainingPlan(int epochs, int batch, double learningRate, Loss loss, long seed) {
    this(epochs, batch, learningRate, loss, seed, Decay.CONSTANT, List.of());
  }

  public TrainingPlan withDecay(Decay d) {
    return new TrainingPlan(epochs, batch, learningRate, loss, seed, d, augment);
  }

  /**
   * The learning rate of a step.
   *
   * @param step from 0, through all epochs
   * @param steps of all epochs
   */
  public double learningRateAt(int step, int steps) {
    return learningRate * decay.factor((double) step / steps);
  }

  /** Steps of one epoch; the last batch may be smaller. */
  public int stepsPerEpoch(int samples) {
    return (samples + batch - 1) / batch;
  }
}
