package cortado.cluster;

import cortado.graph.LayerSelection;
import java.util.List;

/**
 * How weights are clustered.
 *
 * @param values that each kernel has at most, zero among them
 * @param only patterns of the layers to cluster; all if there are none
 * @param skip patterns of layers that stay as they are
 */
public record ClusteringMethod(int values, List<String> only, List<String> skip) {
  /**
   * @throws cortado.UserError if a kernel cannot share so many values
   */
  public ClusteringMethod {
    WeightClustering.requireValues(values);
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  /** Of all kernels. */
  public static ClusteringMethod of(int values) {
    return new ClusteringMethod(values, List.of(), List.of());
  }

  public ClusteringMethod withOnly(List<String> patterns) {
    return new ClusteringMethod(values, patterns, skip);
  }

  public ClusteringMethod withSkip(List<String> patterns) {
    return new ClusteringMethod(values, only, patterns);
  }

  public LayerSelection layers() {
    return LayerSelection.of(only, skip);
  }

  /** As arguments: {@code 16 --skip conv2d_1}. */
  @Override
  public String toString() {
    return values + (layers().isAll() ? "" : " " + layers());
  }
}
