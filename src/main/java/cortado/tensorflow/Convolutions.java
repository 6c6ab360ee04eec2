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

  Operand<TFloat32> convolution(Op.Convolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
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
      return dilatedWithGradient(op, x, kernel);
    }
    return tf.nn.conv2d(
        x,
        kernel,
        Windows4.of(op.strides()),
        op.padding().name(),
        Conv2d.dilations(Windows4.of(op.dilation())));
  }

  /**
   * A dilated convolution as a plain one on interleaved parts of the image: the gradient that
   * TensorFlow Java knows for Conv2D ignores dilations.
   */
  private Operand<TFloat32> dilatedWithGradient(
      Op.Convolution op, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    if (!op.strides().equals(Size2.ONE)) {
      throw new IllegalStateException("dilation " + op.dilation() + " with a stride");
    }
    Shape image = step.input().shape();
    long[] window = kernel.shape().asArray();
    Border rows = Border.of(image.dim(1), (int) window[0], op.dilation().height(), op.padding());
    Border columns = Border.of(image.dim(2), (int) window[1], op.dilation().width(), op.padding());
    Operand<TInt32> block = tf.constant(new int[] {op.dilation().height(), op.dilation().width()});
    Operand<TFloat32> parts =
        tf.spaceToBatchNd(
            x,
            block,
            tf.constant(
                new int[][] {
                  {rows.before(), rows.after() + rows.surplus()},
                  {columns.before(), columns.after() + columns.surplus()}
                }));
    Operand<TFloat32> convolved =
        tf.nn.conv2d(parts, kernel, Windows4.of(Size2.ONE), Padding.VALID.name());
    return tf.batchToSpaceNd(
        convolved, block, tf.constant(new int[][] {{0, rows.surplus()}, {0, columns.surplus()}}));
  }

  /**
   * What is added along one axis.
   *
   * @param surplus what makes the extent a multiple of the dilation and is cut off again
   */
  private record Border(int before, int after, int surplus) {
    static Border of(int extent, int window, int dilation, Padding padding) {
      int total = padding == Padding.SAME ? (window - 1) * dilation : 0;
      return new Border(total / 2, total - total / 2, Math.floorMod(-(extent + total), dilation));
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
