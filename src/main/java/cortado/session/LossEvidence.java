package cortado.session;

import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.prune.Criterion;
import cortado.prune.Sparsity;
import cortado.prune.Tolerances;
import cortado.prune.WeightPruning;
import cortado.train.Loss;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loss tells of how a model is to be pruned.
 *
 * @param samples of which the loss is taken
 */
record LossEvidence(Samples samples, Loss loss) {
  /** No layer loses more than the last of them where its sensitivity decides. */
  static final List<Sparsity> SCANNED = Sparsity.parseSweep("0.25,0.5,0.7,0.8,0.9,0.95,0.98,0.99");

  /** Samples that are enough to prune by. */
  static final int FEW = 32;

  /**
   * The loss of some training samples that fit a variant.
   *
   * @param loss if empty, the one that the targets call for
   * @param most samples
   * @param seed chooses them
   * @throws cortado.UserError if the data does not fit
   */
  static LossEvidence of(Variant variant, Dataset data, Optional<Loss> loss, int most, long seed) {
    Samples all = new SampleFit(variant.signature()).requireTargets(variant.name(), data.train());
    return some(
        all, loss.orElseGet(() -> UsualLoss.of(variant.outputShapes(), all.targets())), most, seed);
  }

  /** The loss of some of these samples. */
  static LossEvidence some(Samples train, Loss loss, int most, long seed) {
    return new LossEvidence(train.select(Shuffle.some(train.count(), most, seed)), loss);
  }

  Criterion.Taylor slopes(Model model, Trainer trainer, String stage, SessionListener listener) {
    return new Criterion.Taylor(
        trainer.slopes(
            model,
            Lowering.kernels(model.graph()),
            samples,
            loss,
            done -> listener.onProgress(stage, 0, "gradients, " + Math.round(100 * done) + " %")));
  }

  /**
   * What the loss becomes when each layer alone is pruned.
   *
   * @param pruning of the model's kernels
   */
  Tolerances tolerances(
      Model model, WeightPruning pruning, Trainer trainer, String stage, SessionListener listener) {
    Sensitivity scan =
        new SensitivityScan(stage, model, pruning, SCANNED, this)
            .run(trainer, (s, done, layer) -> listener.onProgress(stage, 0, "scanning " + layer));
    Map<String, List<Double>> layers = new HashMap<>();
    scan.layers().forEach(l -> layers.put(l.name(), l.losses()));
    Map<WeightId, List<Double>> kernels = new HashMap<>();
    pruning.weights().forEach(id -> kernels.put(id, layers.get(id.layer())));
    return new Tolerances(scan.loss(), SCANNED, kernels);
  }
}
