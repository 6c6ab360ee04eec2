package cortado.tensorflow;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Rounded numbers whose gradient is that of the numbers before (Bengio et al., 2013), composed as x
 * + stop(rounded(x) - x): of what rounds, TensorFlow's library in C has no gradients.
 */
record StraightThrough(Ops tf) {

  /** To the nearest whole number within a grid's, halves to the even one as XNNPACK does. */
  Operand<TFloat32> within(Operand<TFloat32> steps, Grids.Scalars grid) {
    Operand<TFloat32> least = tf.math.rint(tf.math.div(grid.least(), grid.scale()));
    Operand<TFloat32> most = tf.math.rint(tf.math.div(grid.most(), grid.scale()));
    Operand<TFloat32> within = tf.clipByValue(steps, least, most);
    return through(within, tf.math.rint(within));
  }

  /** To the nearest whole number, halves up. */
  Operand<TFloat32> halvesUp(Operand<TFloat32> x) {
    return through(x, tf.math.floor(tf.math.add(x, tf.constant(0.5f))));
  }

  /**
   * A quotient to the nearest whole number, halves away from 0, found in float64 as {@code
   * Quantization} does.
   */
  @SafeVarargs
  final Operand<TFloat32> halvesAway(Operand<TFloat32> x, Operand<TFloat32>... divisors) {
    Operand<TFloat32> plain = x;
    Operand<TFloat64> size = tf.dtypes.cast(tf.math.abs(x), TFloat64.class);
    Operand<TFloat64> product = null;
    for (Operand<TFloat32> d : List.of(divisors)) {
      plain = tf.math.div(plain, d);
      Operand<TFloat64> wide = tf.dtypes.cast(d, TFloat64.class);
      product = product == null ? wide : tf.math.mul(product, wide);
    }
    Operand<TFloat64> steps = tf.math.add(tf.math.div(size, product), tf.constant(0.5));
    Operand<TFloat32> whole = tf.dtypes.cast(tf.math.floor(steps), TFloat32.class);
    return through(plain, tf.math.mul(tf.math.sign(x), whole));
  }

  private Operand<TFloat32> through(Operand<TFloat32> x, Operand<TFloat32> rounded) {
    return tf.math.add(x, tf.stopGradient(tf.math.sub(rounded, x)));
  }
}
