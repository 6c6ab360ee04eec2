package cortado.tensorflow;

import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.tensor.Shape;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A dilated convolution as a plain one on interleaved parts of the image: the gradients that
 * TensorFlow Java knows ignore dilations, and its depthwise convolution has none on a CPU.
 */
record Interleaved(Size2 dilation, Border rows, Border columns) {

  /** What is added along one axis; the extent may be {@link Shape#UNKNOWN}. */
  private record Border(int axis, int extent, int total, int dilation) {
    static Border of(int axis, Shape image, int window, int dilation, Padding padding) {
      int total = padding == Padding.SAME ? (window - 1) * dilation : 0;
      return new Border(axis, image.dim(axis), total, dilation);
    }

    Operand<TInt32> added(Ops tf, Operand<TInt32> surplus) {
      int before = total / 2;
      return tf.stack(
          List.of(tf.constant(before), tf.math.add(tf.constant(total - before), surplus)));
    }

    /** What makes the extent a multiple of the dilation and is cut off again. */
    Operand<TInt32> surplus(Ops tf, Operand<TFloat32> x) {
      if (extent != Shape.UNKNOWN) {
        return tf.constant(Math.floorMod(-(extent + total), dilation));
      }
      Operand<TInt32> now = tf.gather(tf.shape(x), tf.constant(axis), tf.constant(0));
      Operand<TInt32> missing = tf.math.neg(tf.math.add(now, tf.constant(total)));
      return tf.math.floorMod(missing, tf.constant(dilation));
    }
  }

  static Interleaved of(Shape image, Size2 window, Size2 dilation, Padding padding) {
    return new Interleaved(
        dilation,
        Border.of(1, image, window.height(), dilation.height(), padding),
        Border.of(2, image, window.width(), dilation.width(), padding));
  }

  /** A convolution with VALID padding and stride 1. */
  interface Plain {
    Operand<TFloat32> of(Operand<TFloat32> x);
  }

  /** The dilated convolution of an image. */
  Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> x, Plain plain) {
    Operand<TInt32> block = tf.constant(new int[] {dilation.height(), dilation.width()});
    Operand<TInt32> below = rows.surplus(tf, x);
    Operand<TInt32> right = columns.surplus(tf, x);
    Operand<TInt32> added = tf.stack(List.of(rows.added(tf, below), columns.added(tf, right)));
    Operand<TInt32> none = tf.constant(0);
    Operand<TInt32> cut =
        tf.stack(List.of(tf.stack(List.of(none, below)), tf.stack(List.of(none, right))));
    return tf.batchToSpaceNd(plain.of(tf.spaceToBatchNd(x, block, added)), block, cut);
  }
}
