package cortado.tensorflow;

import cortado.ops.Op;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.RandomStandardNormal;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Dropout and noise, each call with random numbers of its own. */
final class Dropout {
  // What SELU tends to below 0: -alpha x scale (Klambauer et al., 2017).
  private static final double SELU_BOUND = -1.6732632423543772 * 1.0507009873554805;

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
    float rate = op.rate();
    return switch (op.noise()) {
      case DROPOUT -> {
        Operand<TFloat32> scaled = tf.math.mul(x, tf.constant(1 / (1 - rate)));
        yield tf.math.mul(scaled, kept(op, x));
      }
      case ALPHA_DROPOUT -> alpha(rate, x, kept(op, x));
      case GAUSSIAN_DROPOUT -> {
        float deviation = (float) Math.sqrt(rate / (1 - rate));
        yield tf.math.mul(x, tf.math.add(normal(op, x, deviation), tf.constant(1f)));
      }
      case GAUSSIAN_NOISE -> tf.math.add(x, normal(op, x, rate));
    };
  }

  private Operand<TFloat32> alpha(float rate, Operand<TFloat32> x, Operand<TFloat32> kept) {
    double factor = 1 / Math.sqrt((1 - rate) * (1 + rate * SELU_BOUND * SELU_BOUND));
    Operand<TFloat32> dropped = tf.math.sub(tf.constant(1f), kept);
    Operand<TFloat32> bounded = tf.math.mul(dropped, tf.constant((float) SELU_BOUND));
    Operand<TFloat32> mixed = tf.math.add(tf.math.mul(x, kept), bounded);
    return tf.math.add(
        tf.math.mul(mixed, tf.constant((float) factor)),
        tf.constant((float) (-factor * SELU_BOUND * rate)));
  }

  /** 1 for what is kept, else 0. */
  private Operand<TFloat32> kept(Op.Dropout op, Operand<TFloat32> x) {
    // Two seeds of zero would ask TensorFlow for a random seed.
    Operand<TFloat32> random =
        tf.random.randomUniform(
            shape(op, x),
            TFloat32.class,
            RandomUniform.seed(mode.seed()),
            RandomUniform.seed2(++calls));
    return tf.stopGradient(
        tf.dtypes.cast(tf.math.greaterEqual(random, tf.constant(op.rate())), TFloat32.class));
  }

  private Operand<TFloat32> normal(Op.Dropout op, Operand<TFloat32> x, float deviation) {
    Operand<TFloat32> random =
        tf.random.randomStandardNormal(
            shape(op, x),
            TFloat32.class,
            RandomStandardNormal.seed(mode.seed()),
            RandomStandardNormal.seed2(++calls));
    return tf.stopGradient(tf.math.mul(random, tf.constant(deviation)));
  }

  /** The extents of a value, 1 along axes that share a random number. */
  private Operand<TInt32> shape(Op.Dropout op, Operand<TFloat32> x) {
    Operand<TInt32> extents = tf.shape(x);
    if (op.sharedAxes().isEmpty()) {
      return extents;
    }
    int[] most = new int[x.rank()];
    Arrays.setAll(most, axis -> op.sharedAxes().contains(axis) ? 1 : Integer.MAX_VALUE);
    return tf.math.minimum(extents, tf.constant(most));
  }
}
