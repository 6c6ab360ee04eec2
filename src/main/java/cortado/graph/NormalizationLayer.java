package cortado.graph;

import cortado.graph.WeightSpec.Role;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers that bring values to mean 0 and variance 1, or only to another scale; a negative axis
 * counts from the last.
 */
public sealed interface NormalizationLayer extends Layer {

  /**
   * The mean and the variance over some axes of each sample become 0 and 1 (Ba et al., 2016).
   *
   * @param center whether it has the offset beta
   * @param scale whether it has the factor gamma
   */
  record LayerNormalization(
      String name, List<Integer> axes, float epsilon, boolean center, boolean scale)
      implements NormalizationLayer {
    public LayerNormalization {
      axes = List.copyOf(axes);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      return factors(along(axes, input), center, scale);
    }
  }

  /** The root of the mean square over some axes of each sample becomes 1 (Zhang et al., 2019). */
  record RMSNormalization(String name, List<Integer> axes, float epsilon)
      implements NormalizationLayer {
    public RMSNormalization {
      axes = List.copyOf(axes);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      return List.of(new WeightSpec("scale", along(axes, input), Role.NORMALIZATION));
    }
  }

  /**
   * The mean and the variance of each group of channels become 0 and 1 (Wu and He, 2018).
   *
   * @param groups how many; -1 for as many as channels, which is instance normalization
   * @param axis of the channels
   */
  record GroupNormalization(
      String name, int groups, int axis, float epsilon, boolean center, boolean scale)
      implements NormalizationLayer {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return factors(along(List.of(axis), input), center, scale);
    }
  }

  /** The sum of squares over some axes of each sample becomes 1. */
  record UnitNormalization(String name, List<Integer> axes) implements NormalizationLayer {
    public UnitNormalization {
      axes = List.copyOf(axes);
    }
  }

  /**
   * (x - mean) / sqrt(variance), or backwards.
   *
   * @param axes along which the statistics differ; none if they are numbers
   * @param mean one for all or one for each position along the axes; none if they are weights
   * @param variance as the mean
   */
  record Normalization(
      String name, List<Integer> axes, List<Float> mean, List<Float> variance, boolean invert)
      implements NormalizationLayer {
    public Normalization {
      axes = List.copyOf(axes);
      mean = List.copyOf(mean);
      variance = List.copyOf(variance);
    }

    /** Whether the statistics were found in data, and are weights. */
    public boolean adapted() {
      return mean.isEmpty();
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      Shape shape = along(axes, input);
      return adapted()
          ? List.of(
              new WeightSpec("mean", shape, Role.STATISTIC),
              new WeightSpec("variance", shape, Role.STATISTIC),
              new WeightSpec("count", Shape.of(), Role.STATISTIC))
          : List.of();
    }
  }

  /** x scale + offset, each one number or one for each channel. */
  record Rescaling(String name, List<Float> scale, List<Float> offset)
      implements NormalizationLayer {
    public Rescaling {
      scale = List.copyOf(scale);
      offset = List.copyOf(offset);
    }
  }

  /**
   * x gamma with a trained factor for each channel (Touvron et al., 2021), as in ConvNeXt.
   *
   * @param initial value of the factors before training
   * @param channels how many factors there are
   */
  record LayerScale(String name, float initial, int channels) implements NormalizationLayer {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return factors(Shape.of(channels), false, true);
    }
  }

  private static List<WeightSpec> factors(Shape shape, boolean center, boolean scale) {
    List<WeightSpec> specs = new ArrayList<>();
    if (scale) {
      specs.add(new WeightSpec("gamma", shape, Role.NORMALIZATION));
    }
    if (center) {
      specs.add(new WeightSpec("beta", shape, Role.NORMALIZATION));
    }
    return List.copyOf(specs);
  }

  /** The extents along those axes that there are, in the order of the axes. */
  private static Shape along(List<Integer> axes, Shape input) {
    return Shape.of(
        axes.stream()
            .filter(a -> a >= -input.rank() && a < input.rank())
            .map(input::index)
            .sorted()
            .mapToInt(input::dim)
            .toArray());
  }
}
