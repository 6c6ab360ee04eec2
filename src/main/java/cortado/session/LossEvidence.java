package cortado.session;

import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.ops.Lowering;
import cortado.prune.Criterion;
import cortado.prune.Sparsity;
import cortado.prune.Tolerances;
import cortado.prune.WeightPruning;
import cortado.train.Loss;
import cortado.train.Trainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a loss tells of how a model is to be pruned.
 *
 * @param samples of which the loss is taken, see {@link #of}
 */
record LossEvidence(Samples samples, Loss loss) {
  /** No layer loses more than the last of them where its sensitivity decides. */
  static final List<Sparsity> SCANNED = Sparsity.parseSweep("0.25,0.5,0.7,0.8,0.9,0.95,0.98,0.99");

  private static final int MOST = 32;

  /**
   * The loss of up to 32 training samples.
   *
   * @param seed chooses them
   */
  static LossEvidence of(Samples train, Loss loss, long seed) {
    return new LossEvidence(train.select(Shuffle.some(train.count(), MOST, seed)), loss);
  }

  Criterion.Taylor slopes(Model model, Trainer trainer, String stage, SessionListener listener) {
    List<WeightId> kernels =
        Lowering.specs(model.graph()).entrySet().stream()
            .filter(e -> e.getValue().role() == WeightSpec.Role.KERNEL)
            .map(e -> e.getKey())
            .toList();
    return new Criterion.Taylor(
        trainer.slopes(
            model,
            kernels,
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
        new SensitivityScan(stage, model, pruning, SCANNED, samples, loss)
            .run(trainer, (s, done, layer) -> listener.onProgress(stage, 0, "scanning " + layer));
    Map<String, List<Double>> layers = new HashMap<>();
    scan.layers().forEach(l -> layers.put(l.name(), l.losses()));
    Map<WeightId, List<Double>> kernels = new HashMap<>();
    pruning.weights().forEach(id -> kernels.put(id, layers.get(id.layer())));
    return new Tolerances(scan.loss(), SCANNED, kernels);
  }
}
