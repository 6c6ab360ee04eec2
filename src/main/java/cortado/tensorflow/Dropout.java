package cortado.tensorflow;

import cortado.ops.Op;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.types.TFloat32;

/** Dropout (Srivastava et al., 2014), each call with random numbers of its own. */
final class Dropout {
  private final Ops tf;
  private final Mode mode;
  private long calls;

  Dropout(Ops tf, Mode mode) {
    this.tf = tf;
    this.mode = mode;
  }

  Operand<TFloat32> of(Op.Dropout op, Operand<TFloat32> x) {
    if (!mode.training() || op.rate() == 0) {
      return tf.identity(x);
    }
    // Two seeds of zero would ask TensorFlow for a random seed.
    Operand<TFloat32> random =
        tf.random.randomUniform(
            tf.shape(x),
            TFloat32.class,
            RandomUniform.seed(mode.seed()),
            RandomUniform.seed2(++calls));
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant(op.rate())), TFloat32.class);
    Operand<TFloat32> scaled = tf.math.mul(x, tf.constant(1 / (1 - op.rate())));
    return tf.math.mul(scaled, tf.stopGradient(kept));
  }
}
