package cortado.tensorflow;

import cortado.ops.Op;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Normalization by the mean and the variance of each sample. */
record Moments(Ops tf) {

  Operand<TFloat32> standardize(Op.Standardize op, Operand<TFloat32> x) {
    Operand<TInt32> axes = tf.constant(op.axes().stream().mapToInt(a -> a).toArray());
    Operand<TFloat32> centered = op.centered() ? tf.math.sub(x, mean(x, axes)) : x;
    Operand<TFloat32> variance = mean(tf.math.square(centered), axes);
    Operand<TFloat32> deviation = tf.math.sqrt(tf.math.add(variance, tf.constant(op.epsilon())));
    return tf.math.div(centered, deviation);
  }

  private Operand<TFloat32> mean(Operand<TFloat32> x, Operand<TInt32> axes) {
    return tf.math.mean(x, axes, Mean.keepDims(true));
  }
}
