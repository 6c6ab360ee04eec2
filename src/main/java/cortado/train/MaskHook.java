package cortado.train;

import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;

/** Decides, as training goes on, which weights are held at zero. */
@FunctionalInterface
public interface MaskHook {
  /** Holds nothing. */
  MaskHook NONE = (step, weights) -> Map.of();

  /**
   * Called before each step.
   *
   * @param step from 0
   * @param weights reads the present value of a trainable weight; costs a copy
   * @return for each weight whose mask changes now, float32 of its shape: 1 keeps, 0 holds at zero;
   *     masks that are not mentioned stay as they are
   */
  Map<WeightId, Tensor> masksAt(int step, Function<WeightId, Tensor> weights);
}
