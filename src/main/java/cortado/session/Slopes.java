package cortado.session;

import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.ops.Lowering;
import cortado.prune.Criterion;
import cortado.train.Loss;
import cortado.train.Trainer;
import java.util.List;

/**
 * The gradients by which a model is pruned.
 *
 * @param samples of which the loss is taken, see {@link #of}
 */
record Slopes(Samples samples, Loss loss) {
  private static final int MOST = 32;

  /**
   * Gradients on up to 32 training samples.
   *
   * @param seed chooses them
   */
  static Slopes of(Samples train, Loss loss, long seed) {
    return new Slopes(train.select(Shuffle.some(train.count(), MOST, seed)), loss);
  }

  Criterion.Taylor measure(Model model, Trainer trainer, String stage, SessionListener listener) {
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
}
