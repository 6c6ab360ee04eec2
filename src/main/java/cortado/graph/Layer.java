package cortado.graph;

import cortado.UserError;
import cortado.graph.WeightSpec.Role;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer as a Keras file has it, images in NHWC. The names of layers and weights are those of the
 * file, so that writing back loses nothing.
 */
public sealed interface Layer
    permits ConvolutionLayer,
        ElementwiseLayer,
        NormalizationLayer,
        NoiseLayer,
        OperatorLayer,
        ProductLayer,
        SpatialLayer,
        ShapeLayer,
        Layer.InputLayer,
        Layer.Conv2D,
        Layer.Conv2DTranspose,
        Layer.Dense,
        Layer.BatchNormalization,
        Layer.ActivationLayer,
        Layer.MaxPooling2D,
        Layer.Concatenate,
        Layer.Dropout,
        Layer.Nested {

  String name();

  /** The class name in Keras, such as {@code Conv2D}. */
  default String kind() {
    return getClass().getSimpleName();
  }

  /** How many outputs a call has: one, unless the layer takes its input apart or is a model. */
  default int outputCount() {
    return 1;
  }

  /**
   * The weights that the layer has, in the order of a Keras file.
   *
   * @param input shape of its first input, channels last and known
   */
  default List<WeightSpec> weights(Shape input) {
    return List.of();
  }

  /** Where values enter the graph. The shape begins with the batch, {@link Shape#UNKNOWN}. */
  record InputLayer(String name, Shape shape) implements Layer {}

  /** Convolution; the kernel is HWIO with I = input channels / groups. */
  record Conv2D(
      String name,
      int filters,
      Size2 kernel,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      int groups,
      Activation activation,
      boolean bias)
      implements Layer, ChannelSource {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return kernelAndBias(
          Shape.of(kernel.height(), kernel.width(), input.dim(-1) / groups, filters),
          filters,
          bias);
    }

    @Override
    public Layer withChannels(int channels) {
      return new Conv2D(
          name, channels, kernel, strides, padding, dilation, groups, activation, bias);
    }
  }

  /**
   * Transposed convolution; the kernel is HWOI. Unless told otherwise its output is input x stride,
   * and what the kernel reaches beyond when VALID.
   *
   * @param outputPadding rows and columns beyond the smallest output; empty if that does not decide
   */
  record Conv2DTranspose(
      String name,
      int filters,
      Size2 kernel,
      Size2 strides,
      Padding padding,
      List<Integer> outputPadding,
      Size2 dilation,
      Activation activation,
      boolean bias)
      implements Layer, ChannelSource {
    public Conv2DTranspose {
      // Workspaces of earlier versions have neither.
      outputPadding = outputPadding == null ? List.of() : List.copyOf(outputPadding);
      dilation = dilation == null ? Size2.ONE : dilation;
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      return kernelAndBias(
          Shape.of(kernel.height(), kernel.width(), filters, input.dim(-1)), filters, bias);
    }

    @Override
    public Layer withChannels(int channels) {
      return new Conv2DTranspose(
          name, channels, kernel, strides, padding, outputPadding, dilation, activation, bias);
    }
  }

  /** Fully connected layer over the last axis; the kernel is IO. */
  record Dense(String name, int units, Activation activation, boolean bias)
      implements Layer, ChannelSource {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return kernelAndBias(Shape.of(input.dim(-1), units), units, bias);
    }

    @Override
    public Layer withChannels(int channels) {
      return new Dense(name, channels, activation, bias);
    }
  }

  /**
   * Batch normalization (Ioffe and Szegedy, 2015). The moving statistics become moving x momentum +
   * batch x (1 - momentum) after each training step.
   *
   * @param axis of the channels; a negative one counts from the last
   * @param center whether it has the offset beta
   * @param scale whether it has the factor gamma
   */
  record BatchNormalization(
      String name, int axis, float momentum, float epsilon, boolean center, boolean scale)
      implements Layer {
    /** Batch normalization over the last axis. */
    public BatchNormalization(
        String name, float momentum, float epsilon, boolean center, boolean scale) {
      this(name, -1, momentum, epsilon, center, scale);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      Shape channels = Shape.of(input.dim(Math.min(axis, input.rank() - 1)));
      List<WeightSpec> specs = new ArrayList<>();
      if (scale) {
        specs.add(new WeightSpec("gamma", channels, Role.NORMALIZATION));
      }
      if (center) {
        specs.add(new WeightSpec("beta", channels, Role.NORMALIZATION));
      }
      specs.add(new WeightSpec("moving_mean", channels, Role.STATISTIC));
      specs.add(new WeightSpec("moving_variance", channels, Role.STATISTIC));
      return List.copyOf(specs);
    }
  }

  /** An activation as a layer of its own. */
  record ActivationLayer(String name, Activation activation) implements Layer {
    @Override
    public String kind() {
      return "Activation";
    }
  }

  record MaxPooling2D(String name, Size2 pool, Size2 strides, Padding padding) implements Layer {}

  /** Joins its inputs along an axis; a negative axis counts from the last. */
  record Concatenate(String name, int axis) implements Layer {}

  /**
   * Zeroes a share of its inputs in training and scales the rest by 1 / (1 - rate); identity at
   * inference.
   *
   * @param rate in [0, 1)
   */
  record Dropout(String name, float rate) implements Layer {}

  /**
   * A model used as a layer, with the inputs and outputs of its graph. Its weights are those of its
   * layers, whose names are prefixed by its own: {@code outer/inner}.
   */
  record Nested(String name, Graph graph) implements Layer {
    /** How deep models may stand in each other. */
    public static final int MAX_DEPTH = 32;

    public Nested {
      if (graph.depth() >= MAX_DEPTH) {
        throw UserError.because("Models stand in each other too deeply")
            .received(graph.depth() + 1)
            .allowed("up to " + MAX_DEPTH);
      }
    }

    @Override
    public String kind() {
      return "Functional";
    }

    @Override
    public int outputCount() {
      return graph.outputs().size();
    }
  }

  private static List<WeightSpec> kernelAndBias(Shape kernel, int outputs, boolean bias) {
    WeightSpec k = new WeightSpec("kernel", kernel, Role.KERNEL);
    return bias ? List.of(k, new WeightSpec("bias", Shape.of(outputs), Role.BIAS)) : List.of(k);
  }
}
