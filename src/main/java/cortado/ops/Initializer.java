package cortado.ops;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.graph.Weights;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Gives a graph the weights that Keras starts from: kernels uniform within ±sqrt(6 / (fan in + fan
 * out)) (Glorot and Bengio, 2010), biases, offsets and means 0, factors and variances 1.
 */
public final class Initializer {
  private static final Set<String> ONES = Set.of("gamma", "scale", "variance", "moving_variance");

  private Initializer() {}

  /** A model with fresh weights; the same seed gives the same weights everywhere. */
  public static Model initialize(Graph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    Lowering.specs(graph).forEach((id, spec) -> weights.put(id, fresh(spec, random.split())));
    return new Model(graph, Weights.of(weights));
  }

  private static Tensor fresh(WeightSpec spec, SplittableRandom random) {
    float[] values = new float[Math.toIntExact(spec.shape().elements())];
    if (spec.role() == WeightSpec.Role.KERNEL) {
      double limit = Math.sqrt(6.0 / fans(spec.shape()));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (limit * (2 * random.nextDouble() - 1));
      }
    } else if (ONES.contains(spec.name())) {
      Arrays.fill(values, 1);
    }
    return Tensor.of(spec.shape(), values);
  }

  private static double fans(Shape kernel) {
    int in = kernel.dim(-2);
    int out = kernel.dim(-1);
    double receptive = (double) kernel.elements() / in / out;
    return receptive * (in + out);
  }
}
