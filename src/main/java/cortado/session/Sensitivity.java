package cortado.session;

import cortado.prune.Sparsity;
import java.util.List;

/**
 * What a variant's loss becomes when one of its layers alone is pruned, without training.
 *
 * @param variant its name
 * @param loss of the whole variant on the same samples
 * @param samples how many the losses are of, which are training samples
 * @param sparsities that were tried, ascending
 * @param layers in the order of the model
 */
public record Sensitivity(
    String variant, double loss, int samples, List<Sparsity> sparsities, List<Layer> layers) {
  public Sensitivity {
    sparsities = List.copyOf(sparsities);
    layers = List.copyOf(layers);
  }

  /**
   * A layer.
   *
   * @param parameters of its kernels
   * @param losses one for each sparsity
   */
  public record Layer(String name, long parameters, List<Double> losses) {
    public Layer {
      losses = List.copyOf(losses);
    }
  }
}
