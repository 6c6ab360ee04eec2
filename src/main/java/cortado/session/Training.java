package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.workspace.Made;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Trains one variant; what pruning and clustering gave its kernels stays. */
final class Training {
  private final Variant from;
  private final List<Variant> lineage;
  private final Tuner tuner;

  /**
   * @param lineage the variant after its ancestors
   * @throws UserError if there is no data, or it does not fit
   */
  Training(
      List<Variant> lineage,
      TrainRequest request,
      Optional<Dataset> data,
      Supplier<Predictor> parent) {
    this.lineage = lineage;
    this.from = lineage.get(lineage.size() - 1);
    Dataset present =
        data.orElseThrow(
            () ->
                UserError.because("Training needs data")
                    .next("%data cells or %data DIR --tile 128"));
    this.tuner = new Tuner(from, request.training(), request.epochs(), present, parent);
  }

  Made run(Trainer trainer, String stage, SessionListener listener) {
    Model model = from.model();
    var trained = tuner.run(model, trainer, hooks(model), 1, stage, listener);
    return new Made(trained.model(), new Recipe.Trained(tuner.recipe(), trained.course()));
  }

  private TrainingHooks hooks(Model model) {
    boolean pruned = lineage.stream().anyMatch(v -> v.recipe() instanceof Recipe.Pruned);
    Map<WeightId, Tensor> kernels = new LinkedHashMap<>();
    for (WeightId id : Lowering.kernels(model.graph())) {
      Tensor kernel = model.weights().get(id);
      // A kernel may begin at zero altogether, and is to leave it then.
      if (pruned || kernel.nonzero() > 0) {
        kernels.put(id, kernel);
      }
    }
    return HeldPattern.of(kernels, HeldPattern.isShared(lineage));
  }
}
