package cortado.graph;

import cortado.graph.WeightSpec.Role;
import cortado.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Layers that compute each element from those at the same place, or along one axis. */
public sealed interface ElementwiseLayer extends Layer {

  /**
   * Rectified linear unit: x above the threshold but no more than max, slope (x - threshold) below.
   *
   * @param max upper bound above 0; infinite if there is none
   * @param threshold 0 or above
   */
  record ReLU(String name, float max, float slope, float threshold) implements ElementwiseLayer {}

  /**
   * x above 0, alpha x below with a trained alpha (He et al., 2015).
   *
   * @param sharedAxes along which one alpha is for all, from 1, the first after the batch
   */
  record PReLU(String name, List<Integer> sharedAxes) implements ElementwiseLayer {
    public PReLU {
      sharedAxes = List.copyOf(sharedAxes);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      int[] alpha = Arrays.copyOfRange(input.dims(), 1, input.rank());
      sharedAxes.stream().filter(a -> a <= alpha.length).forEach(a -> alpha[a - 1] = 1);
      return List.of(new WeightSpec("alpha", Shape.of(alpha), Role.NORMALIZATION));
    }
  }

  /** exp(x) / sum(exp(x)) along an axis; a negative axis counts from the last. */
  record Softmax(String name, int axis) implements ElementwiseLayer {}

  /** x above 0, slope times x below. */
  record LeakyReLU(String name, float slope) implements ElementwiseLayer {}

  /** x above 0, alpha (exp(x) - 1) below (Clevert et al., 2016). */
  record ELU(String name, float alpha) implements ElementwiseLayer {}

  /** How the inputs of a {@link Merge} become one; the names are those of Keras' classes. */
  enum Merging {
    ADD("Add"),
    SUBTRACT("Subtract"),
    MULTIPLY("Multiply"),
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    MINIMUM("Minimum");

    private final String keras;

    Merging(String keras) {
      this.keras = keras;
    }
  }

  /**
   * Two or more inputs, exactly two to subtract, whose extents are equal or 1; those of fewer axes
   * get some of extent 1 after the batch.
   */
  record Merge(String name, Merging merging) implements ElementwiseLayer {
    @Override
    public String kind() {
      return merging.keras;
    }
  }

  /** The first input + scale times the second, as in Inception-ResNet (Szegedy et al., 2017). */
  record ScaledSum(String name, float scale) implements ElementwiseLayer {
    @Override
    public String kind() {
      return "CustomScaleLayer";
    }
  }
}
