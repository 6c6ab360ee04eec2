package cortado.session;

import cortado.train.Loss;
import cortado.train.TrainingPlan;
import java.util.Optional;

/**
 * What to train and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param loss if empty, the one that the targets call for
 * @param name of the variant to make
 */
public record TrainRequest(
    Optional<String> from,
    int epochs,
    int batch,
    double learningRate,
    Optional<Loss> loss,
    long seed,
    Optional<String> name) {

  public TrainRequest {
    Requests.requireEpochs(epochs, 1);
    Requests.requireStep(batch, learningRate);
  }

  /** Batches of 8, Adam with 1e-3, the loss that the targets call for, seed 7. */
  public static TrainRequest of(int epochs) {
    return new TrainRequest(
        Optional.empty(), epochs, 8, 1e-3, Optional.empty(), 7, Optional.empty());
  }

  public TrainRequest from(String variant) {
    return new TrainRequest(Optional.of(variant), epochs, batch, learningRate, loss, seed, name);
  }

  public TrainRequest withBatch(int n) {
    return new TrainRequest(from, epochs, n, learningRate, loss, seed, name);
  }

  public TrainRequest withLearningRate(double lr) {
    return new TrainRequest(from, epochs, batch, lr, loss, seed, name);
  }

  public TrainRequest withLoss(Loss l) {
    return new TrainRequest(from, epochs, batch, learningRate, Optional.of(l), seed, name);
  }

  public TrainRequest withSeed(long s) {
    return new TrainRequest(from, epochs, batch, learningRate, loss, s, name);
  }

  public TrainRequest as(String variant) {
    return new TrainRequest(from, epochs, batch, learningRate, loss, seed, Optional.of(variant));
  }

  TrainingPlan plan(Loss chosen) {
    return new TrainingPlan(epochs, batch, learningRate, chosen, seed);
  }
}
