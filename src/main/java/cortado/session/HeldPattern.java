package cortado.session;

import cortado.graph.WeightId;
import cortado.tensor.DistinctValues;
import cortado.tensor.Tensor;
import cortado.train.TrainingHooks;
import cortado.workspace.Recipe;
import cortado.workspace.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds what earlier steps gave kernels while they are trained: zeros, and few different values.
 */
final class HeldPattern {
  private HeldPattern() {}

  /**
   * Hooks that hold it.
   *
   * @param clustered whether kernels of few values are to keep them few
   */
  static TrainingHooks of(Map<WeightId, Tensor> kernels, boolean clustered) {
    Set<WeightId> shared = clustered ? ofFewValues(kernels) : Set.of();
    Map<WeightId, Tensor> others = new LinkedHashMap<>(kernels);
    others.keySet().removeAll(shared); // their zeros stay anyway
    return TrainingHooks.NONE.with(HeldZeros.of(others)).sharing(shared);
  }

  /** Whether a variant, the last of its lineage, was once made to share values. */
  static boolean isShared(List<Variant> lineage) {
    return lineage.stream().anyMatch(v -> v.recipe() instanceof Recipe.Clustered);
  }

  /** A normalization that is folded into a kernel gives each channel its own few. */
  private static Set<WeightId> ofFewValues(Map<WeightId, Tensor> kernels) {
    return kernels.entrySet().stream()
        .filter(e -> isOfFewValues(e.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isOfFewValues(Tensor kernel) {
    int most = Math.min(TrainingHooks.MOST_SHARED, kernel.elements() / 2);
    return most > 0 && DistinctValues.values(kernel, most).length > 0;
  }
}
