package cortado.graph;

import cortado.graph.WeightSpec.Role;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions of other kinds than {@link Layer.Conv2D} and its transpose. */
public sealed interface ConvolutionLayer extends Layer {

  /** Convolution of signals (batch, length, channels); the kernel is WIO. */
  record Conv1D(
      String name,
      int filters,
      int kernel,
      int stride,
      SignalPadding padding,
      int dilation,
      int groups,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer, ChannelSource {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return withBias(
          bias,
          filters,
          new WeightSpec("kernel", Shape.of(kernel, input.dim(-1) / groups, filters), Role.KERNEL));
    }

    @Override
    public Layer withChannels(int channels) {
      return new Conv1D(
          name, channels, kernel, stride, padding, dilation, groups, activation, bias);
    }
  }

  /**
   * Transposed convolution of signals; the kernel is WOI.
   *
   * @param outputPadding as {@link Layer.Conv2DTranspose} has it, one number
   */
  record Conv1DTranspose(
      String name,
      int filters,
      int kernel,
      int stride,
      Padding padding,
      List<Integer> outputPadding,
      int dilation,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer, ChannelSource {
    public Conv1DTranspose {
      outputPadding = List.copyOf(outputPadding);
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
      return withBias(
          bias,
          filters,
          new WeightSpec("kernel", Shape.of(kernel, filters, input.dim(-1)), Role.KERNEL));
    }

    @Override
    public Layer withChannels(int channels) {
      return new Conv1DTranspose(
          name, channels, kernel, stride, padding, outputPadding, dilation, activation, bias);
    }
  }

  /**
   * Convolution of each channel of signals alone; the kernel is WIM.
   *
   * @param multiplier M, how many outputs each channel has
   */
  record DepthwiseConv1D(
      String name,
      int kernel,
      int stride,
      Padding padding,
      int dilation,
      int multiplier,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return withBias(
          bias,
          Math.multiplyExact(input.dim(-1), multiplier),
          depthwise(kernel, input, multiplier));
    }
  }

  /** A depthwise convolution of signals, then one of width 1 with bias and activation. */
  record SeparableConv1D(
      String name,
      int filters,
      int kernel,
      int stride,
      SignalPadding padding,
      int dilation,
      int multiplier,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer, ChannelSource {
    @Override
    public List<WeightSpec> weights(Shape input) {
      int between = Math.multiplyExact(input.dim(-1), multiplier);
      return withBias(
          bias,
          filters,
          depthwise(kernel, input, multiplier),
          new WeightSpec("pointwise_kernel", Shape.of(1, between, filters), Role.KERNEL));
    }

    @Override
    public Layer withChannels(int channels) {
      return new SeparableConv1D(
          name, channels, kernel, stride, padding, dilation, multiplier, activation, bias);
    }
  }

  /**
   * Convolution of each channel alone; the kernel is HWIM.
   *
   * @param multiplier M, how many outputs each channel has
   */
  record DepthwiseConv2D(
      String name,
      Size2 kernel,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      int multiplier,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer {
    @Override
    public List<WeightSpec> weights(Shape input) {
      return withBias(
          bias,
          Math.multiplyExact(input.dim(-1), multiplier),
          depthwise(kernel, input, multiplier));
    }
  }

  /** A depthwise convolution, then a 1x1 convolution with bias and activation. */
  record SeparableConv2D(
      String name,
      int filters,
      Size2 kernel,
      Size2 strides,
      Padding padding,
      Size2 dilation,
      int multiplier,
      Activation activation,
      boolean bias)
      implements ConvolutionLayer, ChannelSource {
    @Override
    public List<WeightSpec> weights(Shape input) {
      int between = Math.multiplyExact(input.dim(-1), multiplier);
      return withBias(
          bias,
          filters,
          depthwise(kernel, input, multiplier),
          new WeightSpec("pointwise_kernel", Shape.of(1, 1, between, filters), Role.KERNEL));
    }

    @Override
    public Layer withChannels(int channels) {
      return new SeparableConv2D(
          name, channels, kernel, strides, padding, dilation, multiplier, activation, bias);
    }
  }

  private static WeightSpec depthwise(Size2 kernel, Shape input, int multiplier) {
    return new WeightSpec(
        "depthwise_kernel",
        Shape.of(kernel.height(), kernel.width(), input.dim(-1), multiplier),
        Role.KERNEL);
  }

  private static WeightSpec depthwise(int kernel, Shape input, int multiplier) {
    return new WeightSpec(
        "depthwise_kernel", Shape.of(kernel, input.dim(-1), multiplier), Role.KERNEL);
  }

  private static List<WeightSpec> withBias(boolean bias, int outputs, WeightSpec... kernels) {
    List<WeightSpec> specs = new ArrayList<>(List.of(kernels));
    if (bias) {
      specs.add(new WeightSpec("bias", Shape.of(outputs), Role.BIAS));
    }
    return List.copyOf(specs);
  }
}
