package cortado.session;

import cortado.UserError;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.workspace.Hyperparameters;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to train and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param training how; 10 epochs if it names none
 * @param name of the variant to make
 */
public record TrainRequest(Optional<String> from, Hyperparameters training, Optional<String> name) {
  /** What {@link #of} begins with. */
  public static final Hyperparameters DEFAULTS = Hyperparameters.of(8, 1e-3, Decay.CONSTANT);

  private static final int DEFAULT_EPOCHS = 10;

  /**
   * @throws UserError if no epoch is asked for
   */
  public TrainRequest {
    if (training.epochs().orElse(1) < 1) {
      throw UserError.because("The number of epochs is too small")
          .received(training.epochs().getAsInt())
          .allowed("at least 1");
    }
  }

  /** Batches of 8, Adam with 1e-3, the loss that the targets call for, seed 7. */
  public static TrainRequest of(int epochs) {
    return new TrainRequest(Optional.empty(), DEFAULTS.withEpochs(epochs), Optional.empty());
  }

  public TrainRequest from(String variant) {
    return new TrainRequest(Optional.of(variant), training, name);
  }

  /** Trained otherwise: {@code request.training(t -> t.withBatch(4).withSeed(1))}. */
  public TrainRequest training(UnaryOperator<Hyperparameters> change) {
    return new TrainRequest(from, change.apply(training), name);
  }

  public TrainRequest withLearningRate(double rate) {
    return training(t -> t.withLearningRate(rate));
  }

  public TrainRequest withLoss(Loss loss) {
    return training(t -> t.withLoss(loss));
  }

  public TrainRequest as(String variant) {
    return new TrainRequest(from, training, Optional.of(variant));
  }

  int epochs() {
    return training.epochs().orElse(DEFAULT_EPOCHS);
  }
}
