package cortado.cluster;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.tensor.DistinctValues;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the weights of each kernel share a few values (Han et al., Deep Compression, 2016): of
 * convolutions and dense layers, never of biases or normalization.
 *
 * @param kernels in the order of the layers
 * @param values that each has at most, in [{@link #LEAST}, {@link #MOST}]; zero is one of them
 *     where the kernel has zeros, which stay
 */
public record WeightClustering(List<WeightId> kernels, int values) {
  public static final int LEAST = 2;
  public static final int MOST = DistinctValues.MOST;

  public WeightClustering {
    kernels = List.copyOf(kernels);
    requireValues(values);
  }

  /**
   * @throws UserError if a kernel cannot share so many values
   */
  public static void requireValues(int values) {
    if (values < LEAST || values > MOST) {
      throw UserError.because("A kernel cannot share that many values")
          .received(values)
          .allowed("a whole number from " + LEAST + " to " + MOST)
          .next("%cluster 16");
    }
  }

  /**
   * Clustering of a model's kernels.
   *
   * @throws UserError if a pattern meets no layer with a kernel, or none is left
   */
  public static WeightClustering of(Graph graph, LayerSelection layers, int values) {
    List<WeightId> all = Lowering.kernels(graph);
    layers.requireMatches(all.stream().map(WeightId::layer).toList(), "a kernel");
    List<WeightId> kernels = all.stream().filter(id -> layers.takes(id.layer())).toList();
    if (kernels.isEmpty()) {
      throw UserError.because("No kernel is left to cluster in '" + graph.name() + "'")
          .received(layers.isAll() ? "a model without kernels" : layers)
          .allowed("layers with kernels: convolutions and dense layers");
    }
    return new WeightClustering(kernels, values);
  }

  /**
   * The model with the nearest of its kernel's values for each weight. The values are found now,
   * the weights when they are read.
   *
   * @throws UserError if a weight is infinite or not a number
   */
  public Model apply(Model model) {
    Map<WeightId, Tensor> clustered = new LinkedHashMap<>();
    for (WeightId id : kernels) {
      Tensor kernel = model.weights().get(id);
      Palette palette = palette(id, kernel);
      Tensor nearest =
          Tensor.computed(
              kernel.shape(),
              (from, count, into, at) -> {
                kernel.readFloats(from, count, into, at);
                palette.apply(count, into, at);
              });
      clustered.put(id, nearest);
    }
    return model.withWeights(model.weights().with(clustered));
  }

  private Palette palette(WeightId id, Tensor kernel) {
    try {
      return Palette.of(kernel, values);
    } catch (IllegalArgumentException e) {
      throw UserError.because("The weight " + id + " cannot be clustered: " + e.getMessage(), e)
          .next("train with a smaller learning rate");
    }
  }
}
