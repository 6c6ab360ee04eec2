package cortado.session;

import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import cortado.train.MaskHook;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds weights that are zero at zero. */
final class HeldZeros {
  private HeldZeros() {}

  static MaskHook of(Map<WeightId, Tensor> weights) {
    Map<WeightId, Tensor> masks = new LinkedHashMap<>();
    weights.forEach(
        (id, weight) -> {
          if (weight.nonzero() < weight.shape().elements()) {
            masks.put(id, mask(weight));
          }
        });
    return masks.isEmpty() ? MaskHook.NONE : (step, present) -> step == 0 ? masks : Map.of();
  }

  private static Tensor mask(Tensor weight) {
    float[] keeps = weight.floats();
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = keeps[i] == 0 ? 0 : 1;
    }
    return Tensor.of(weight.shape(), keeps);
  }
}
