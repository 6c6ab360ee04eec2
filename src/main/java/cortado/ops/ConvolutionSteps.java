package cortado.ops;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Optional;

/** The steps of convolutions of images with one window, a bias and an activation. */
record ConvolutionSteps(LayerSteps s, Window w, boolean bias, Activation activation) {

  Value convolution(int groups, int filters, Value x) {
    Op op =
        new LinearOp.Convolution(
            s.weight("kernel"),
            s.weight("bias", bias),
            w.strides(),
            w.padding(),
            w.dilation(),
            groups,
            Optional.empty());
    return ActivationLowering.after(op, w.output(x.shape(), filters), activation, s, x);
  }

  Value depthwise(int multiplier, Value x) {
    Op op = depthwiseOp(s.weight("bias", bias));
    return ActivationLowering.after(op, depthwiseOutput(multiplier, x), activation, s, x);
  }

  Value separable(int multiplier, int filters, Value x) {
    Shape between = depthwiseOutput(multiplier, x);
    Op pointwise =
        new LinearOp.Convolution(
            s.weight("pointwise_kernel"),
            s.weight("bias", bias),
            Size2.ONE,
            Padding.VALID,
            Size2.ONE,
            1,
            Optional.empty());
    Value y = s.step("depthwise", depthwiseOp(Optional.empty()), between, x);
    return ActivationLowering.after(pointwise, between.withDim(3, filters), activation, s, y);
  }

  Value transposed(List<Integer> outputPadding, int filters, Value x) {
    Beyond beyond = Beyond.of(w, outputPadding);
    Op op =
        new LinearOp.TransposedConvolution(
            s.weight("kernel"),
            s.weight("bias", bias),
            w.strides(),
            w.padding(),
            w.dilation(),
            beyond,
            Optional.empty());
    requireReturn(beyond, x.shape(), outputPadding);
    return ActivationLowering.after(op, beyond.output(x.shape(), w, filters), activation, s, x);
  }

  /** A convolution of the output must have the extents of the input, or Keras refuses it, too. */
  private void requireReturn(Beyond beyond, Shape in, List<Integer> outputPadding) {
    for (int axis = 1; axis < 3; axis++) {
      // What holds for one extent holds for all that are unknown.
      Shape known = in.dim(axis) == Shape.UNKNOWN ? in.withDim(axis, 64) : in;
      if (w.output(beyond.output(known, w, 1), 1).dim(axis) != known.dim(axis)) {
        throw UserError.because("The layer '" + s.layer() + "' cannot pad its output so")
            .received("output_padding " + outputPadding + " with kernel " + w.kernel())
            .allowed("below the stride, " + w.strides() + "; with same padding an odd kernel");
      }
    }
  }

  private Op depthwiseOp(Optional<WeightId> withBias) {
    return new LinearOp.DepthwiseConvolution(
        s.weight("depthwise_kernel"),
        withBias,
        w.strides(),
        w.padding(),
        w.dilation(),
        Optional.empty());
  }

  private Shape depthwiseOutput(int multiplier, Value x) {
    return w.output(x.shape(), Math.multiplyExact(x.shape().dim(3), multiplier));
  }
}
