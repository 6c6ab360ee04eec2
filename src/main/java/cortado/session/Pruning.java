package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.LayerPattern;
import cortado.graph.Model;
import cortado.prune.MagnitudePruning;
import cortado.prune.Schedule;
import cortado.prune.Sparsity;
import cortado.train.Loss;
import cortado.train.Trainer;
import cortado.train.TrainingPlan;
import java.math.BigDecimal;
import java.util.Optional;

/** Prunes one variant, with fine-tuning where it is asked for. */
final class Pruning {
  // Rounding to whole elements in each kernel moves the sparsity of a model by less.
  private static final double ROUNDING = 0.005;

  private final Variant from;
  private final Model model;
  private final PruneRequest request;
  private final int epochs;
  private final Optional<Dataset> data;
  private final Optional<Samples> samples;
  private final Loss loss;
  private final MagnitudePruning pruning;
  private final double present;

  /**
   * Checks everything, so that a sweep does not fail in its midst.
   *
   * @throws UserError if the request cannot be met
   */
  Pruning(Variant from, PruneRequest request, Optional<Dataset> data) {
    this.from = from;
    this.model = from.model();
    this.request = request;
    this.epochs = request.epochs().orElse(data.isPresent() ? PruneRequest.DEFAULT_EPOCHS : 0);
    this.data = epochs == 0 ? Optional.empty() : data;
    this.pruning =
        MagnitudePruning.of(model.graph(), request.skip().stream().map(LayerPattern::new).toList());
    this.present = pruning.sparsity(model);
    for (Sparsity s : request.sparsities()) {
      require(s);
    }
    this.samples =
        this.data.map(d -> new SampleFit(from.signature()).requireTargets(from.name(), d.train()));
    this.loss = request.loss().orElseGet(this::usualLoss);
  }

  private void require(Sparsity s) {
    Schedule.named(request.schedule(), Sparsity.NONE, s, 1);
    if (s.value() < present - ROUNDING) {
      throw UserError.because(from.name() + " is sparser than that already")
          .received(s)
          .allowed("above " + text(present))
          .next("--from a variant that is less sparse");
    }
    if (epochs > 0) {
      if (data.isEmpty()) {
        throw UserError.because("Fine-tuning needs data")
            .received("--epochs " + epochs)
            .next("%data cells or %data DIR --tile 128, or --epochs 0");
      }
    }
  }

  private Loss usualLoss() {
    return samples
        .map(s -> UsualLoss.of(from.outputShapes(), s.targets()))
        .orElse(Loss.FocalTversky.DEFAULT);
  }

  /** The name to propose: {@code sparse80}. */
  static String name(Sparsity s) {
    BigDecimal percent = BigDecimal.valueOf(s.value()).movePointRight(2).stripTrailingZeros();
    return "sparse" + percent.toPlainString();
  }

  Recipe recipe(Sparsity s) {
    return new Recipe.Pruned(
        s.value(),
        epochs == 0 ? "one-shot" : request.schedule(),
        epochs,
        request.batch(),
        request.learningRate(),
        PruneRequest.DECAY,
        loss,
        request.seed(),
        request.skip(),
        data.map(Dataset::sha256).orElse(""));
  }

  Model to(Sparsity s, Trainer trainer, String stage, SessionListener listener) {
    if (epochs == 0) {
      listener.onProgress(stage, 1, "");
      return pruning.apply(model, s);
    }
    TrainingPlan plan = request.plan(epochs, loss);
    int steps = epochs * plan.stepsPerEpoch(samples.orElseThrow().count());
    Sparsity initial = new Sparsity(Math.min(present, s.value()));
    var masks = pruning.during(Schedule.named(request.schedule(), initial, s, steps));
    return trainer
        .train(
            model,
            samples.orElseThrow(),
            plan,
            masks::masksAt,
            new TrainingProgress(stage, listener))
        .model();
  }

  private static String text(double sparsity) {
    return String.format(java.util.Locale.ROOT, "%.3f", sparsity);
  }
}
