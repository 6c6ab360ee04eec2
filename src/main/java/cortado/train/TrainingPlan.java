package cortado.train;

/**
 * How to train with Adam (Kingma and Ba, 2015; beta1 0.9, beta2 0.999, epsilon 1e-7 as in Keras).
 *
 * @param epochs passes over the samples, at least 1
 * @param batch samples per step, at least 1
 * @param learningRate above 0
 * @param seed decides the order of the samples and of dropout
 */
public record TrainingPlan(int epochs, int batch, double learningRate, Loss loss, long seed) {
  public TrainingPlan {
    if (epochs < 1 || batch < 1 || !(learningRate > 0)) {
      throw new IllegalArgumentException(
          "epochs " + epochs + ", batch " + batch + ", learning rate " + learningRate);
    }
  }

  /** Steps of one epoch; the last batch may be smaller. */
  public int stepsPerEpoch(int samples) {
    return (samples + batch - 1) / batch;
  }
}
