package cortado.session;

import cortado.cluster.WeightClustering;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.MaskHook;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.workspace.Course;
import cortado.workspace.Made;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Tuning;
import cortado.workspace.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Clusters the weights of one variant, and trains the values that they share. */
final class Clustering {
  private final Variant from;
  private final ClusterRequest request;
  private final WeightClustering clustering;
  private final Optional<Tuner> tuner;

  /**
   * @param parent computes what {@code from} does; opened if it is needed
   * @throws cortado.UserError if the request cannot be met
   */
  Clustering(
      Variant from, ClusterRequest request, Optional<Dataset> data, Supplier<Predictor> parent) {
    this.from = from;
    this.request = request;
    this.clustering =
        WeightClustering.of(
            from.model().graph(), request.method().layers(), request.method().values());
    int epochs = request.epochs(data.isPresent());
    this.tuner = Tuner.after(from, request.training(), epochs, data, parent);
  }

  Made run(Trainer trainer, String stage, SessionListener listener) {
    listener.onProgress(stage, 0, "clustering");
    Model clustered = clustering.apply(from.model());
    if (tuner.isEmpty()) {
      Tuning none = Tuning.none(request.training(), Optional.empty(), "");
      return new Made(clustered, recipe(none, Course.NONE));
    }
    Set<WeightId> shared = Set.copyOf(clustering.kernels());
    TrainingHooks hooks = TrainingHooks.NONE.with(zeros(clustered, shared)).sharing(shared);
    Tuner.Trained trained = tuner.get().run(clustered, trainer, hooks, 1, stage, listener);
    return new Made(trained.model(), recipe(tuner.get().recipe(), trained.course()));
  }

  private Recipe recipe(Tuning training, Course course) {
    return new Recipe.Clustered(request.method(), training, course);
  }

  /** Holds the zeros of the other kernels. */
  private static MaskHook zeros(Model model, Set<WeightId> shared) {
    Map<WeightId, Tensor> others = new LinkedHashMap<>();
    Lowering.kernels(model.graph()).stream()
        .filter(id -> !shared.contains(id))
        .forEach(id -> others.put(id, model.weights().get(id)));
    return HeldZeros.of(others);
  }
}
