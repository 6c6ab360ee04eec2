package cortado.tensorflow;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.ops.Op;
import cortado.ops.Step;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Convolutions, by ops that have right gradients where a graph is for training. */
record Convolutions(Ops tf, Mode mode, Step step) {
  private static final List<Long> ONE = Windows4.of(Size2.ONE);

  Operand<TFloat32> convolution(Op.Convolution op, Operand<TFloat32> x, Operand<TFloat32> weights) {
    boolean row = weights.shape().numDimensions() == 3;
    Operand<TFloat32> kernel = row ? tf.expandDims(weights, tf.constant(0)) : weights;
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
      Op.Convolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    if (mode.training() && !op.dilation().equals(Size2.ONE)) {
      requireNoStride(op.strides(), op.dilation());
      return interleaved(kernel, op.dilation(), op.padding())
          .convolve(tf, x, part -> tf.nn.conv2d(part, kernel, ONE, Padding.VALID.name()));
    }
    return tf.nn.conv2d(
        x,
        kernel,
        Windows4.of(op.strides()),
        op.padding().name(),
        Conv2d.dilations(Windows4.of(op.dilation())));
  }

  Operand<TFloat32> depthwise(
      Op.DepthwiseConvolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    if (op.dilation().equals(Size2.ONE)) {
      return tf.nn.depthwiseConv2dNative(x, kernel, Windows4.of(op.strides()), op.padding().name());
    }
    requireNoStride(op.strides(), op.dilation());
    return interleaved(kernel, op.dilation(), op.padding())
        .convolve(
            tf, x, part -> tf.nn.depthwiseConv2dNative(part, kernel, ONE, Padding.VALID.name()));
  }

  private Interleaved interleaved(Operand<TFloat32> kernel, Size2 dilation, Padding padding) {
    long[] window = kernel.shape().asArray();
    return Interleaved.of(
        step.input().shape(), new Size2((int) window[0], (int) window[1]), dilation, padding);
  }

  private static void requireNoStride(Size2 strides, Size2 dilation) {
    if (!strides.equals(Size2.ONE)) {
      throw new IllegalStateException("dilation " + dilation + " with a stride");
    }
  }

  /** The gradient of a convolution by its input, which is what a transposed convolution is. */
  Operand<TFloat32> transposed(
      Op.TransposedConvolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return tf.nn.conv2dBackpropInput(
        transposedShape(op, x, kernel.shape().asArray()),
        kernel,
        x,
        Windows4.of(op.strides()),
        op.padding().name());
  }

  private Operand<TInt32> transposedShape(
      Op.TransposedConvolution op, Operand<TFloat32> x, long[] window) {
    Operand<TInt32> in = tf.shape(x);
    return tf.stack(
        List.of(
            extent(in, 0),
            transposedExtent(op, in, 1, op.strides().height(), (int) window[0]),
            transposedExtent(op, in, 2, op.strides().width(), (int) window[1]),
            tf.constant(step.output().shape().dim(3))));
  }

  private Operand<TInt32> transposedExtent(
      Op.TransposedConvolution op, Operand<TInt32> in, int axis, int stride, int window) {
    int known = step.output().shape().dim(axis);
    if (known != Shape.UNKNOWN) {
      return tf.constant(known);
    }
    int beyond = op.padding() == Padding.SAME ? 0 : Math.max(window - stride, 0);
    Operand<TInt32> scaled = tf.math.mul(extent(in, axis), tf.constant(stride));
    return tf.math.add(scaled, tf.constant(beyond));
  }

  private Operand<TInt32> extent(Operand<TInt32> shape, int axis) {
    return tf.gather(shape, tf.constant(axis), tf.constant(0));
  }
}
