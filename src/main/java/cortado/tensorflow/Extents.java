package cortado.tensorflow;

import cortado.graph.Size2;
import cortado.ops.LinearOp;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Shapes that are decided where a graph runs. */
record Extents(Ops tf, Operand<TFloat32> value, Shape known) {

  /** A shape whose unknown extents are found as {@link cortado.ops.ShapeOp.Reshape} says. */
  Operand<TInt32> of(Shape shape) {
    int unknown = (int) Arrays.stream(shape.dims()).filter(d -> d == Shape.UNKNOWN).count();
    if (unknown <= 1) {
      // TensorFlow works out one by itself.
      return tf.constant(shape.dims());
    }
    Operand<TInt32> now = tf.shape(value);
    if (unknown == 2 && shape.dim(0) == Shape.UNKNOWN) {
      List<Operand<TInt32>> extents = new ArrayList<>(List.of(at(now, 0)));
      Arrays.stream(shape.dims()).skip(1).forEach(d -> extents.add(tf.constant(d)));
      return tf.stack(extents);
    }
    int[] axes =
        IntStream.range(0, known.rank()).filter(a -> known.dim(a) == Shape.UNKNOWN).toArray();
    List<Operand<TInt32>> extents = new ArrayList<>();
    int next = 0;
    for (int d : shape.dims()) {
      extents.add(d == Shape.UNKNOWN ? at(now, axes[next++]) : tf.constant(d));
    }
    return tf.stack(extents);
  }

  /** Height and width, each times a factor. */
  Operand<TInt32> image(Size2 factor) {
    Operand<TInt32> now = tf.shape(value);
    return tf.stack(
        List.of(
            tf.math.mul(at(now, 1), tf.constant(factor.height())),
            tf.math.mul(at(now, 2), tf.constant(factor.width()))));
  }

  /** The shape of what a transposed convolution computes from the value. */
  Operand<TInt32> transposed(LinearOp.TransposedConvolution op, Shape out) {
    Operand<TInt32> now = tf.shape(value);
    return tf.stack(
        List.of(
            at(now, 0),
            scaled(now, 1, op.strides().height(), op.beyond().rows(), out),
            scaled(now, 2, op.strides().width(), op.beyond().columns(), out),
            tf.constant(out.dim(3))));
  }

  private Operand<TInt32> scaled(Operand<TInt32> now, int axis, int factor, int more, Shape out) {
    return out.dim(axis) == Shape.UNKNOWN
        ? tf.math.add(tf.math.mul(at(now, axis), tf.constant(factor)), tf.constant(more))
        : tf.constant(out.dim(axis));
  }

  private Operand<TInt32> at(Operand<TInt32> shape, int axis) {
    return tf.gather(shape, tf.constant(axis), tf.constant(0));
  }
}
