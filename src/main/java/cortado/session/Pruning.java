package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.prune.MagnitudePruning;
import cortado.prune.Schedule;
import cortado.prune.Sparsity;
import cortado.tensor.Predictor;
import cortado.train.Loss;
import cortado.train.Trainer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Prunes variants that came from one, with fine-tuning where it is asked for. */
final class Pruning {
  // Rounding to whole elements in each kernel moves the sparsity of a model by less.
  private static final double ROUNDING = 0.005;

  private final PruneRequest request;
  private final int epochs;
  private final Optional<Tuner> tuner;

  /**
   * Checks everything, so that a sweep does not fail in its midst.
   *
   * @param start what is pruned first, and what fine-tuning makes up for
   * @param parent computes what {@code start} does; opened if it is needed
   * @throws UserError if the request cannot be met
   */
  Pruning(Variant start, PruneRequest request, Optional<Dataset> data, Supplier<Predictor> parent) {
    this.request = request;
    this.epochs = request.epochs(data.isPresent());
    MagnitudePruning pruning = pruning(start.model());
    double present = pruning.sparsity(start.model());
    for (Sparsity s : request.sparsities()) {
      requireAbove(present, s, start.name());
    }
    Schedule.named(request.method().schedule(), Sparsity.NONE, Sparsity.NONE, 0);
    this.tuner =
        epochs == 0
            ? Optional.empty()
            : Optional.of(new Tuner(start, request.training(), epochs, require(data), parent));
  }

  private static void requireAbove(double present, Sparsity s, String name) {
    if (s.value() < present - ROUNDING) {
      throw UserError.because(name + " is sparser than that already")
          .received(s)
          .allowed("above " + String.format(Locale.ROOT, "%.3f", present))
          .next("--from a variant that is less sparse");
    }
  }

  private Dataset require(Optional<Dataset> data) {
    return data.orElseThrow(
        () ->
            UserError.because("Fine-tuning needs data")
                .received("--epochs " + epochs)
                .next("%data cells or %data DIR --tile 128, or --epochs 0"));
  }

  private MagnitudePruning pruning(Model model) {
    return MagnitudePruning.of(model.graph(), request.method().skipped());
  }

  /** The name to propose: {@code sparse80}. */
  static String name(Sparsity s) {
    return "sparse" + s.percent();
  }

  /** What makes a variant of this sparsity, as far as it is known before. */
  Recipe asked(Sparsity s) {
    return recipe(s, Recipe.Course.NONE);
  }

  private Recipe recipe(Sparsity s, Recipe.Course course) {
    return new Recipe.Pruned(
        s.value(),
        epochs == 0 ? request.method().withSchedule("one-shot") : request.method(),
        tuner.map(Tuner::recipe).orElseGet(this::untrained),
        course);
  }

  private Recipe.Tuning untrained() {
    Hyperparameters h = request.training();
    Loss loss = h.loss().orElse(Loss.FocalTversky.DEFAULT);
    return new Recipe.Tuning(
        0, h.batch(), h.learningRate(), h.decay(), loss, h.seed(), "", 0, 0, 0, "");
  }

  Made to(Sparsity s, Model model, Trainer trainer, String stage, SessionListener listener) {
    MagnitudePruning pruning = pruning(model);
    if (tuner.isEmpty()) {
      listener.onProgress(stage, 1, "");
      return new Made(pruning.apply(model, s), recipe(s, Recipe.Course.NONE));
    }
    Tuner tuning = tuner.get();
    Sparsity initial = new Sparsity(Math.min(pruning.sparsity(model), s.value()));
    int end = rampSteps(tuning.stepsPerEpoch());
    var masks = pruning.during(Schedule.named(request.method().schedule(), initial, s, end));
    int settled = end / tuning.stepsPerEpoch() + 1;
    Tuner.Trained trained = tuning.run(model, trainer, masks::masksAt, settled, stage, listener);
    return new Made(trained.model(), recipe(s, trained.course()));
  }

  /**
   * The step that reaches the sparsity: after a quarter of the training, so that the rest makes up
   * for the last weights that were lost; within the first epoch if training ends as soon as it is
   * good enough.
   */
  private int rampSteps(int stepsPerEpoch) {
    int quarter = epochs * stepsPerEpoch / 4;
    return request.training().judgesEpochs() ? Math.min(quarter, stepsPerEpoch - 1) : quarter;
  }
}
