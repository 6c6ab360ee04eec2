package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.tensor.Predictor;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.workspace.Made;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains one variant. */
final class Training {
  private final Variant from;
  private final Tuner tuner;

  /**
   * @throws UserError if there is no data, or it does not fit
   */
  Training(Variant from, TrainRequest request, Optional<Dataset> data, Supplier<Predictor> parent) {
    this.from = from;
    Dataset present =
        data.orElseThrow(
            () ->
                UserError.because("Training needs data")
                    .next("%data cells or %data DIR --tile 128"));
    this.tuner = new Tuner(from, request.training(), request.epochs(), present, parent);
  }

  Made run(Trainer trainer, String stage, SessionListener listener) {
    var trained = tuner.run(from.model(), trainer, TrainingHooks.NONE, 1, stage, listener);
    return new Made(trained.model(), new Recipe.Trained(tuner.recipe(), trained.course()));
  }
}
