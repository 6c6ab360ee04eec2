package cortado.tensor;

import java.util.List;

/**
 * A model loaded into a runtime, ready to compute. It holds native memory until it is closed and
 * serves one thread at a time.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Computes the outputs for a batch.
   *
   * @param inputs float32, one for each input of the model, batch first (images NHWC)
   * @return float32, one for each output of the model, batch first
   */
  List<Tensor> predict(List<Tensor> inputs);

  /** As {@link #predict(List)} for a model of one input and one output. */
  default Tensor predict(Tensor input) {
    return predict(List.of(input)).get(0);
  }

  @Override
  void close();
}
