package cortado.ops;

import cortado.graph.ConvolutionLayer;
import cortado.graph.ConvolutionLayer.Conv1D;
import cortado.graph.ConvolutionLayer.DepthwiseConv2D;
import cortado.graph.ConvolutionLayer.SeparableConv2D;
import cortado.graph.Layer.Conv2D;
import cortado.graph.Layer.Conv2DTranspose;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import java.util.Optional;

/** Convolutions: separable ones as two, those of signals as of images of one row. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static Value lower(ConvolutionLayer layer, LayerSteps s) {
    if (layer instanceof Conv1D l) {
      return conv1D(l, s);
    } else if (layer instanceof DepthwiseConv2D l) {
      Shape out =
          depthwiseOutput(l.kernel(), l.strides(), l.dilation(), l.padding(), l.multiplier(), s);
      Op op = depthwise(s.weight("bias", l.bias()), l.strides(), l.padding(), l.dilation(), s);
      return ActivationLowering.after(op, out, l.activation(), s, s.input());
    } else if (layer instanceof SeparableConv2D l) {
      return separable(l, s);
    }
    throw new IllegalStateException("no lowering for " + layer.kind());
  }

  static Value conv2D(Conv2D l, LayerSteps s) {
    Shape out =
        Windows.output(s.shape(4), l.kernel(), l.strides(), l.dilation(), l.padding(), l.filters());
    Op op =
        new Op.Convolution(
            s.weight("kernel"),
            s.weight("bias", l.bias()),
            l.strides(),
            l.padding(),
            l.dilation(),
            l.groups(),
            Optional.empty());
    return ActivationLowering.after(op, out, l.activation(), s, s.input());
  }

  static Value conv2DTranspose(Conv2DTranspose l, LayerSteps s) {
    Shape out =
        Windows.transposedOutput(s.shape(4), l.kernel(), l.strides(), l.padding(), l.filters());
    Op op =
        new Op.TransposedConvolution(
            s.weight("kernel"),
            s.weight("bias", l.bias()),
            l.strides(),
            l.padding(),
            Optional.empty());
    return ActivationLowering.after(op, out, l.activation(), s, s.input());
  }

  private static Value conv1D(Conv1D l, LayerSteps s) {
    Value row = Rows.of(s);
    Size2 kernel = new Size2(1, l.kernel());
    Size2 stride = new Size2(1, l.stride());
    Size2 dilation = new Size2(1, l.dilation());
    Shape out = Windows.output(row.shape(), kernel, stride, dilation, l.padding(), l.filters());
    Op op =
        new Op.Convolution(
            s.weight("kernel"),
            s.weight("bias", l.bias()),
            stride,
            l.padding(),
            dilation,
            l.groups(),
            Optional.empty());
    return Rows.back(ActivationLowering.after(op, out, l.activation(), s.part("row"), row), s);
  }

  private static Value separable(SeparableConv2D l, LayerSteps s) {
    Shape between =
        depthwiseOutput(l.kernel(), l.strides(), l.dilation(), l.padding(), l.multiplier(), s);
    Op depthwise = depthwise(Optional.empty(), l.strides(), l.padding(), l.dilation(), s);
    Op pointwise =
        new Op.Convolution(
            s.weight("pointwise_kernel"),
            s.weight("bias", l.bias()),
            Size2.ONE,
            Padding.VALID,
            Size2.ONE,
            1,
            Optional.empty());
    Value x = s.step("depthwise", depthwise, between, s.input());
    return ActivationLowering.after(
        pointwise, between.withDim(3, l.filters()), l.activation(), s, x);
  }

  private static Op depthwise(
      Optional<WeightId> bias, Size2 strides, Padding padding, Size2 dilation, LayerSteps s) {
    return new Op.DepthwiseConvolution(
        s.weight("depthwise_kernel"), bias, strides, padding, dilation, Optional.empty());
  }

  private static Shape depthwiseOutput(
      Size2 kernel, Size2 strides, Size2 dilation, Padding padding, int multiplier, LayerSteps s) {
    int channels = Math.multiplyExact(s.shape(4).dim(3), multiplier);
    return Windows.output(s.shape(4), kernel, strides, dilation, padding, channels);
  }
}
