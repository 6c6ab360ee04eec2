package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.prune.Granularity;
import cortado.prune.ParameterGoal;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.tensor.Predictor;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.workspace.Course;
import cortado.workspace.Made;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Tuning;
import cortado.workspace.Variant;
import java.util.Optional;
import java.util.function.Supplier;

/** Prunes variants that came from one, with fine-tuning where it is asked for. */
final class Pruning {
  private final PruneRequest request;
  private final int epochs;
  private final Cut cut;
  private final long parameters;
  private final Optional<Tuner> tuner;
  private final Optional<LossEvidence> evidence;
  private final String data;
  private Optional<Looked> looked = Optional.empty();

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
    this.cut = cut(start, request);
    this.parameters = start.parameters();
    this.tuner = Tuner.after(start, request.training(), epochs, data, parent);
    this.evidence =
        cut.needsLoss() ? Optional.of(evidence(start, requireForLoss(data))) : Optional.empty();
    this.data = evidence.map(e -> data.get().sha256()).orElse("");
  }

  private LossEvidence evidence(Variant start, Dataset data) {
    long seed = request.training().seed();
    if (tuner.isPresent()) {
      return LossEvidence.some(tuner.get().samples(), tuner.get().loss(), LossEvidence.FEW, seed);
    }
    return LossEvidence.of(start, data, request.training().loss(), LossEvidence.FEW, seed);
  }

  private Dataset requireForLoss(Optional<Dataset> data) {
    return data.orElseThrow(
        () ->
            UserError.because("This way of pruning needs data: it looks at a loss")
                .received(
                    request.method().criterion().equals("taylor")
                        ? "--criterion taylor"
                        : "--scope sensitivity")
                .next("%data cells or %data DIR --tile 128, or leave it out"));
  }

  private static Cut cut(Variant start, PruneRequest request) {
    PruningMethod method = request.method();
    long seed = request.training().seed();
    if (method.granularity().equals(Granularity.LEVEL)) {
      return LevelCut.of(start, request.goals(), method);
    }
    return method.granularity().equals(Granularity.CHANNEL)
        ? ChannelCut.of(start, request.goals(), method, seed)
        : WeightCut.of(start, request.goals(), method, seed);
  }

  /** The name to propose, such as {@code sparse80}. */
  String name(PruningGoal goal) {
    return cut.name(goal);
  }

  /** What makes a variant of this goal, as far as it is known before. */
  Recipe asked(PruningGoal goal) {
    return recipe(goal, 0, Course.NONE);
  }

  private Recipe recipe(PruningGoal goal, long reached, Course course) {
    return new Recipe.Pruned(
        goal instanceof Sparsity s ? s.value() : 0,
        goal instanceof ParameterGoal g
            ? new Recipe.Size(g.toString(), g.limit(parameters), reached)
            : Recipe.Size.NONE,
        epochs == 0 ? request.method().withSchedule("one-shot") : request.method(),
        tuner
            .map(Tuner::recipe)
            .orElseGet(
                () -> Tuning.none(request.training(), evidence.map(LossEvidence::loss), data)),
        course);
  }

  Made to(PruningGoal goal, Variant from, Trainer trainer, String stage, SessionListener listener) {
    Model model = from.model();
    Cut measured = measured(from.name(), model, trainer, stage, listener);
    if (tuner.isEmpty()) {
      listener.onProgress(stage, 1, "");
      return made(goal, measured.apply(model, goal), Course.NONE);
    }
    Tuner tuning = tuner.get();
    Cut.Begun begun = measured.begin(model, goal, rampSteps(tuning.stepsPerEpoch()));
    int settled = begun.last() / tuning.stepsPerEpoch() + 1;
    Tuner.Trained trained =
        tuning.run(
            begun.model(),
            trainer,
            TrainingHooks.NONE.with(begun.masks()),
            settled,
            stage,
            listener);
    return made(goal, trained.model(), trained.course());
  }

  /** Looks at each variant once: the levels of a sweep have one start. */
  private Cut measured(
      String variant, Model model, Trainer trainer, String stage, SessionListener listener) {
    if (evidence.isEmpty()) {
      return cut;
    }
    if (looked.isEmpty() || !looked.get().variant().equals(variant)) {
      Cut found = cut.measured(evidence.get(), model, trainer, stage, listener);
      looked = Optional.of(new Looked(variant, found));
    }
    return looked.get().cut();
  }

  private record Looked(String variant, Cut cut) {}

  private Made made(PruningGoal goal, Model model, Course course) {
    return new Made(model, recipe(goal, model.weights().parameters(), course));
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
