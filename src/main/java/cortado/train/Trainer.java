package cortado.train;

import cortado.data.Samples;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Carries out a training plan. */
public interface Trainer {
  /**
   * Trains a model; the model that is given stays as it is.
   *
   * <p>If numbers are rounded, the weights of {@link RoundingHook#program} are trained, and the
   * result has these beside those of the model, by the names that the program gives them.
   *
   * <p>The same arguments on the same machine with the same number of threads give the same result.
   */
  Result train(
      Model model,
      Samples samples,
      TrainingPlan plan,
      TrainingHooks hooks,
      TrainingListener listener);

  /** Trains without rounding. */
  default Result train(
      Model model,
      Samples samples,
      TrainingPlan plan,
      MaskHook masks,
      EpochHook epochs,
      TrainingListener listener) {
    return train(model, samples, plan, TrainingHooks.NONE.with(masks).with(epochs), listener);
  }

  /** Trains all epochs of a plan. */
  default Result train(
      Model model, Samples samples, TrainingPlan plan, MaskHook masks, TrainingListener listener) {
    return train(model, samples, plan, masks, EpochHook.NONE, listener);
  }

  /**
   * How steep the loss is in each element of some weights: the mean of the magnitudes of its
   * gradients, one for each sample, of the model as it is used, without dropout and with the
   * statistics of batch norm that it has.
   *
   * @param weights which the model uses
   * @param done is told the share that is done
   * @return float32 of each weight's shape
   */
  Map<WeightId, Tensor> slopes(
      Model model, List<WeightId> weights, Samples samples, Loss loss, DoubleConsumer done);

  /** Opens a model to see what it computes with other weights. */
  default Probe probe(Model model) {
    return probe(model, RoundingHook.NONE);
  }

  /** As {@link #probe(Model)}, rounding as at the first step; the weights are the program's. */
  Probe probe(Model model, RoundingHook rounding);

  /**
   * A trained model.
   *
   * @param epochLosses mean loss of the batches of each epoch that was trained
   */
  record Result(Model model, List<Double> epochLosses) {
    public Result {
      epochLosses = List.copyOf(epochLosses);
    }
  }
}
