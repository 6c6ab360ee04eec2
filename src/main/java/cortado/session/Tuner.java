package cortado.session;

import cortado.UserError;
import cortado.data.Augmenter;
import cortado.data.Dataset;
import cortado.data.HeldOut;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.tensor.BatchPrediction;
import cortado.tensor.Predictor;
import cortado.train.BestEpoch;
import cortado.train.EpochHook;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.train.LossGoal;
import cortado.train.SoftTargets;
import cortado.train.Trainer;
import cortado.train.TrainingHooks;
import cortado.train.TrainingPlan;
import cortado.workspace.Course;
import cortado.workspace.Hyperparameters;
import cortado.workspace.SessionListener;
import cortado.workspace.Tuning;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Trains models that came from one variant, as hyperparameters say. */
final class Tuner {
  private static final int BATCH = 8;

  private final Hyperparameters how;
  private final int epochs;
  private final Dataset data;
  private final Samples train;
  private final Samples heldOut;
  private final boolean validated;
  private final Loss loss;
  private final Supplier<Predictor> parent;
  private Optional<Aim> aim = Optional.empty();

  /**
   * @param from what all is compared with and learnt from
   * @param epochs at most, at least 1
   * @param parent computes what {@code from} does; opened if it is needed
   * @throws UserError if the data does not fit
   */
  Tuner(Variant from, Hyperparameters how, int epochs, Dataset data, Supplier<Predictor> parent) {
    this.how = how;
    this.epochs = epochs;
    this.data = data;
    this.parent = parent;
    Samples all = new SampleFit(from.signature()).requireTargets(from.name(), data.train());
    Augmenter.requireFit(how.augment(), all);
    this.loss = how.loss().orElseGet(() -> UsualLoss.of(from.outputShapes(), all.targets()));
    this.validated = how.judgesEpochs() && data.validation().isPresent();
    if (validated) {
      this.train = all;
      this.heldOut =
          new SampleFit(from.signature()).requireTargets(from.name(), data.validation().get());
      return;
    }
    if (!how.judgesEpochs()) {
      this.train = all;
      this.heldOut = all.slice(0, 0);
      return;
    }
    if (all.count() < 2) {
      throw UserError.because("To judge epochs, samples must be held out of the training")
          .received(all.count() + " sample")
          .next("leave --until and --patience out, or give %data a --validation part");
    }
    HeldOut parts = HeldOut.of(all, how.seed());
    this.train = parts.rest();
    this.heldOut = parts.heldOut();
  }

  /**
   * Fine-tuning after something was done to a variant; empty for no epochs.
   *
   * @throws UserError if there is no data, or it does not fit
   */
  static Optional<Tuner> after(
      Variant from,
      Hyperparameters how,
      int epochs,
      Optional<Dataset> data,
      Supplier<Predictor> parent) {
    if (epochs == 0) {
      return Optional.empty();
    }
    Dataset given =
        data.orElseThrow(
            () ->
                UserError.because("Fine-tuning needs data")
                    .received("--epochs " + epochs)
                    .next("%data cells or %data DIR --tile 128, or --epochs 0"));
    return Optional.of(new Tuner(from, how, epochs, given, parent));
  }

  /** What is trained on. */
  Samples samples() {
    return train;
  }

  Loss loss() {
    return loss;
  }

  Tuning recipe() {
    return new Tuning(
        epochs,
        how.batch(),
        how.learningRate(),
        how.decay(),
        loss,
        how.seed(),
        how.until().map(LossGoal::toString).orElse(""),
        how.patience().orElse(0),
        how.distillation(),
        heldOut.count(),
        validated,
        how.augment(),
        data.sha256());
  }

  int stepsPerEpoch() {
    return how.plan(epochs, loss).stepsPerEpoch(train.count());
  }

  /**
   * What training is to reach.
   *
   * @param goodEnough the held-out loss that ends it, if there is one
   */
  private record Aim(SoftTargets targets, OptionalDouble goodEnough) {}

  /** A trained model and how it was trained. */
  record Trained(Model model, Course course) {}

  /**
   * Trains a model.
   *
   * @param settled the first epoch whose end may be judged, from 1
   */
  Trained run(
      Model model,
      Trainer trainer,
      TrainingHooks hooks,
      int settled,
      String stage,
      SessionListener listener) {
    if (aim.isEmpty()) {
      aim = Optional.of(aim(stage, listener));
    }
    SoftTargets targets = aim.get().targets();
    TrainingPlan plan = how.plan(epochs, targets.loss());
    BestEpoch best = new BestEpoch(heldOut, loss, settled, aim.get().goodEnough(), how.patience());
    EpochHook judge = how.judgesEpochs() ? best : EpochHook.NONE;
    EpochHook both = epoch -> hooks.epochs().goesOn(epoch) & judge.goesOn(epoch);
    var progress = new TrainingProgress(stage, listener, best::text);
    Trainer.Result result =
        trainer.train(model, targets.samples(), plan, hooks.with(both), progress);
    List<Double> losses = result.epochLosses();
    return best.model()
        .map(m -> new Trained(m, new Course(losses, best.losses(), best.number())))
        .orElseGet(() -> new Trained(result.model(), new Course(losses, List.of(), losses.size())));
  }

  /** Asks the parent where it has to say what is good enough, or what there is to learn. */
  private Aim aim(String stage, SessionListener listener) {
    boolean distils = how.distillation() > 0;
    boolean relative = how.until().map(LossGoal::relative).orElse(false);
    SoftTargets plain = new SoftTargets(train, loss);
    if (!distils && !relative) {
      return new Aim(plain, goal(Double.NaN));
    }
    listener.onProgress(stage, 0, "asking the parent");
    try (Predictor predictor = parent.get()) {
      double before =
          relative ? Evaluator.evaluate(predictor, heldOut, loss, BATCH).loss() : Double.NaN;
      return new Aim(distils ? taught(predictor) : plain, goal(before));
    }
  }

  private SoftTargets taught(Predictor predictor) {
    var outputs = new BatchPrediction(predictor, BATCH).of(train.inputs().tensors());
    return SoftTargets.of(train, outputs, how.distillation(), loss);
  }

  private OptionalDouble goal(double before) {
    return how.until().isPresent()
        ? OptionalDouble.of(how.until().get().limit(before))
        : OptionalDouble.empty();
  }
}
