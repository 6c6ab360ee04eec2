package cortado.tensorflow;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.tensor.Shape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution with strides that TensorFlow lacks, as a part of what it computes with stride 1 and
 * the same padding.
 *
 * @param image shape of the convolution's input
 */
record Thinning(Ops tf, Shape image, Size2 window, Size2 dilation, Size2 strides, Padding padding) {

  /** Every position of the output of stride 1 that the strides reach. */
  Operand<TFloat32> of(Operand<TFloat32> dense, Operand<TFloat32> x) {
    int rows = 1 + (window.height() - 1) * dilation.height();
    int columns = 1 + (window.width() - 1) * dilation.width();
    Operand<TInt32> none = tf.constant(0);
    Operand<TInt32> begin =
        tf.stack(
            List.of(
                none,
                first(x, 1, rows, strides.height()),
                first(x, 2, columns, strides.width()),
                none));
    return tf.stridedSlice(
        dense,
        begin,
        tf.constant(new int[4]),
        tf.constant(new int[] {1, strides.height(), strides.width(), 1}),
        StridedSlice.endMask(0b1111L));
  }

  /** With a stride, SAME padding has fewer zeros before the image than without. */
  private Operand<TInt32> first(Operand<TFloat32> x, int axis, int covered, int stride) {
    if (padding == Padding.VALID) {
      return tf.constant(0);
    }
    Operand<TInt32> now =
        image.dim(axis) == Shape.UNKNOWN
            ? tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0))
            : tf.constant(image.dim(axis));
    Operand<TInt32> last = tf.math.floorDiv(tf.math.sub(now, tf.constant(1)), tf.constant(stride));
    Operand<TInt32> missing =
        tf.math.sub(tf.math.add(tf.math.mul(last, tf.constant(stride)), tf.constant(covered)), now);
    Operand<TInt32> before =
        tf.math.floorDiv(tf.math.maximum(missing, tf.constant(0)), tf.constant(2));
    return tf.math.sub(tf.constant((covered - 1) / 2), before);
  }
}
