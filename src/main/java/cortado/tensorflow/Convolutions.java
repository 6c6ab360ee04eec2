package cortado.tensorflow;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.ops.LinearOp;
import cortado.ops.Step;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;

/** Convolutions, by ops that have right gradients where a graph is for training. */
record Convolutions(Ops tf, Mode mode, Step step) {
  private static final List<Long> ONE = Windows4.of(Size2.ONE);

  Operand<TFloat32> convolution(
      LinearOp.Convolution op, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> kernel = asImage(weights);
    // TensorFlow's CPU kernels do not all take groups, so each group is a convolution of its own.
    if (op.groups() == 1) {
      return oneGroup(op, x, kernel);
    }
    long groups = op.groups();
    List<Operand<TFloat32>> parts = new ArrayList<>();
    var xs = tf.split(tf.constant(3), x, groups).output();
    var kernels = tf.split(tf.constant(3), kernel, groups).output();
    for (int g = 0; g < groups; g++) {
      parts.add(oneGroup(op, xs.get(g), kernels.get(g)));
    }
    return tf.concat(parts, tf.constant(3));
  }

  private Operand<TFloat32> oneGroup(
      LinearOp.Convolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    if (mode.differentiable() && !op.dilation().equals(Size2.ONE)) {
      Operand<TFloat32> dense =
          interleaved(kernel, op.dilation(), op.padding())
              .convolve(tf, x, part -> tf.nn.conv2d(part, kernel, ONE, Padding.VALID.name()));
      return thinned(kernel, op.dilation(), op.strides(), op.padding(), dense, x);
    }
    return tf.nn.conv2d(
        x,
        kernel,
        Windows4.of(op.strides()),
        op.padding().name(),
        Conv2d.dilations(Windows4.of(op.dilation())));
  }

  Operand<TFloat32> depthwise(
      LinearOp.DepthwiseConvolution op, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> kernel = asImage(weights);
    Size2 strides = op.strides();
    if (!op.dilation().equals(Size2.ONE)) {
      Operand<TFloat32> dense =
          interleaved(kernel, op.dilation(), op.padding())
              .convolve(tf, x, part -> plainDepthwise(part, kernel, Size2.ONE, Padding.VALID));
      return thinned(kernel, op.dilation(), strides, op.padding(), dense, x);
    } else if (strides.height() != strides.width() && !isRow()) {
      Operand<TFloat32> dense = plainDepthwise(x, kernel, Size2.ONE, op.padding());
      return thinned(kernel, op.dilation(), strides, op.padding(), dense, x);
    }
    // The kernel takes equal strides only; that of the rows of a single one does not matter.
    return plainDepthwise(x, kernel, Size2.square(strides.width()), op.padding());
  }

  private boolean isRow() {
    return step.input().shape().dim(1) == 1 && step.output().shape().dim(1) == 1;
  }

  private Operand<TFloat32> plainDepthwise(
      Operand<TFloat32> x, Operand<TFloat32> kernel, Size2 strides, Padding padding) {
    return tf.nn.depthwiseConv2dNative(x, kernel, Windows4.of(strides), padding.name());
  }

  /** A kernel of one row with its height. */
  private Operand<TFloat32> asImage(Operand<TFloat32> weights) {
    return weights.shape().numDimensions() == 3 ? tf.expandDims(weights, tf.constant(0)) : weights;
  }

  private Interleaved interleaved(Operand<TFloat32> kernel, Size2 dilation, Padding padding) {
    return Interleaved.of(step.input().shape(), window(kernel), dilation, padding);
  }

  private Operand<TFloat32> thinned(
      Operand<TFloat32> kernel,
      Size2 dilation,
      Size2 strides,
      Padding padding,
      Operand<TFloat32> dense,
      Operand<TFloat32> image) {
    return strides.equals(Size2.ONE)
        ? dense
        : new Thinning(tf, step.input().shape(), window(kernel), dilation, strides, padding)
            .of(dense, image);
  }

  private static Size2 window(Operand<TFloat32> kernel) {
    long[] window = kernel.shape().asArray();
    return new Size2((int) window[0], (int) window[1]);
  }

  /** The gradient of a convolution by its input, which is what a transposed convolution is. */
  Operand<TFloat32> transposed(
      LinearOp.TransposedConvolution op, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> kernel = new DilatedKernel(tf).of(asImage(weights), op.dilation());
    return tf.nn.conv2dBackpropInput(
        new Extents(tf, x, step.input().shape()).transposed(op, step.output().shape()),
        kernel,
        x,
        Windows4.of(op.strides()),
        op.padding().name());
  }
}
