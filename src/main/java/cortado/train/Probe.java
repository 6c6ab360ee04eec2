package cortado.train;

import cortado.graph.WeightId;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.util.Map;

/** A model whose weights can be changed for a moment, to see what it computes then. */
public interface Probe extends AutoCloseable {
  /** Computes what the model does with its weights as they are now. Not to be closed. */
  Predictor predictor();

  /** How many operators it computes with, constants not counted. */
  int operators();

  /**
   * Gives weights other values.
   *
   * @param values float32, each of its weight's shape
   */
  void set(Map<WeightId, Tensor> values);

  @Override
  void close();
}
