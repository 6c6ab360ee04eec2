package cortado.graph;

import java.util.List;

/** Layers that disturb values at random in training and leave them alone at inference. */
public sealed interface NoiseLayer extends Layer {

  /**
   * Dropout with one random decision along some axes.
   *
   * @param rate in [0, 1)
   * @param shared for each axis, the batch first, whether one decision is for all along it; empty
   *     if along none
   */
  record SharedDropout(String name, float rate, List<Boolean> shared) implements NoiseLayer {
    public SharedDropout {
      shared = List.copyOf(shared);
    }

    @Override
    public String kind() {
      return "Dropout";
    }
  }

  /**
   * Dropout of whole channels (Tompson et al., 2015).
   *
   * @param axes how many there are between batch and channels: 1 or 2
   * @param rate in [0, 1)
   */
  record SpatialDropout(String name, int axes, float rate) implements NoiseLayer {
    @Override
    public String kind() {
      return "SpatialDropout" + axes + "D";
    }
  }

  /**
   * Dropout that keeps mean and variance of self-normalizing networks (Klambauer et al., 2017).
   *
   * @param rate in [0, 1)
   * @param shared for each axis, the batch first, whether one decision is for all along it; empty
   *     if along none
   */
  record AlphaDropout(String name, float rate, List<Boolean> shared) implements NoiseLayer {
    public AlphaDropout {
      shared = List.copyOf(shared);
    }
  }

  /**
   * Times normal noise of mean 1 and variance rate / (1 - rate) (Srivastava et al., 2014).
   *
   * @param rate in [0, 1)
   */
  record GaussianDropout(String name, float rate) implements NoiseLayer {}

  /**
   * Plus normal noise of mean 0.
   *
   * @param deviation 0 or above
   */
  record GaussianNoise(String name, float deviation) implements NoiseLayer {}

  /** The identity, whose outputs weigh in the loss in Keras; here they do not. */
  record ActivityRegularization(String name, float l1, float l2) implements NoiseLayer {}
}
