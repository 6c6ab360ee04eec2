package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.train.Loss;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import java.util.Optional;

/** Trains one variant. */
final class Training {
  private final Model model;
  private final TrainRequest request;
  private final Dataset data;
  private final Samples samples;
  private final Loss loss;

  /**
   * @throws UserError if there is no data, or it does not fit
   */
  Training(Variant from, TrainRequest request, Optional<Dataset> data) {
    this.model = from.model();
    this.request = request;
    this.data =
        data.orElseThrow(
            () ->
                UserError.because("Training needs data")
                    .next("%data cells or %data DIR --tile 128"));
    this.samples = new SampleFit(from.signature()).requireTargets(from.name(), this.data.train());
    this.loss =
        request.loss().orElseGet(() -> UsualLoss.of(from.outputShapes(), samples.targets()));
  }

  Recipe recipe() {
    return new Recipe.Trained(
        request.epochs(),
        request.batch(),
        request.learningRate(),
        loss,
        request.seed(),
        data.sha256());
  }

  Model run(Trainer trainer, String stage, SessionListener listener) {
    var progress = new TrainingProgress(stage, listener);
    return trainer.train(model, samples, request.plan(loss), MaskHook.NONE, progress).model();
  }
}
