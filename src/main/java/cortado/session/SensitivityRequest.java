package cortado.session;

import cortado.UserError;
import cortado.graph.LayerSelection;
import cortado.prune.Sparsity;
import cortado.train.Loss;
import java.util.List;
import java.util.Optional;

/**
 * Which layers to prune alone, and how far.
 *
 * @param variant its name; the newest if empty
 * @param sparsities to try, ascending
 * @param samples of the training set to take the loss of, or all if there are fewer
 * @param loss if empty, the one that the targets call for
 * @param layers to prune
 * @param seed chooses the samples
 */
public record SensitivityRequest(
    Optional<String> variant,
    List<Sparsity> sparsities,
    int samples,
    Optional<Loss> loss,
    LayerSelection layers,
    long seed) {

  /**
   * @throws UserError if there is no sparsity or no sample
   */
  public SensitivityRequest {
    sparsities = sparsities.stream().distinct().sorted().toList();
    if (sparsities.isEmpty()) {
      throw UserError.because("There is no sparsity to try").allowed("numbers in [0, 1)");
    }
    if (samples < 1) {
      throw UserError.because("A loss needs samples").received(samples).allowed("at least 1");
    }
  }

  /** The layers of the newest variant at 0.5, 0.7, 0.8, 0.9 and 0.95, on up to 32 samples. */
  public static SensitivityRequest standard() {
    return new SensitivityRequest(
        Optional.empty(),
        Sparsity.parseSweep("0.5,0.7,0.8,0.9,0.95"),
        32,
        Optional.empty(),
        LayerSelection.ALL,
        7);
  }

  public SensitivityRequest of(String name) {
    return new SensitivityRequest(Optional.of(name), sparsities, samples, loss, layers, seed);
  }

  public SensitivityRequest at(List<Sparsity> values) {
    return new SensitivityRequest(variant, values, samples, loss, layers, seed);
  }

  public SensitivityRequest withSamples(int n) {
    return new SensitivityRequest(variant, sparsities, n, loss, layers, seed);
  }
}
