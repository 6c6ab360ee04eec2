package cortado.train;

import cortado.data.Samples;
import cortado.graph.Model;
import java.util.List;

/** Carries out a training plan. */
public interface Trainer {
  /**
   * Trains a model; the model that is given stays as it is.
   *
   * <p>The same arguments on the same machine with the same number of threads give the same result.
   */
  Result train(
      Model model,
      Samples samples,
      TrainingPlan plan,
      MaskHook masks,
      EpochHook epochs,
      TrainingListener listener);

  /** Trains all epochs of a plan. */
  default Result train(
      Model model, Samples samples, TrainingPlan plan, MaskHook masks, TrainingListener listener) {
    return train(model, samples, plan, masks, EpochHook.NONE, listener);
  }

  /** Opens a model to see what it computes with other weights. */
  Probe probe(Model model);

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
