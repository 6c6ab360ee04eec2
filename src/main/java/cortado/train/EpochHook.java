package cortado.train;

import cortado.graph.Model;
import cortado.tensor.Predictor;

/** Decides after each epoch whether training goes on. */
@FunctionalInterface
public interface EpochHook {
  /** Trains all epochs. */
  EpochHook NONE = epoch -> true;

  /** Called after each epoch, also after the last. */
  boolean goesOn(Epoch epoch);

  /** Where training stands; valid during the call. */
  interface Epoch {
    /** From 1. */
    int number();

    /** Mean loss of its batches. */
    double loss();

    /** The model as it computes now, without what is only for training. Not to be closed. */
    Predictor predictor();

    /** A copy of the model as it is now. */
    Model model();
  }
}
