package cortado.tensorflow;

import cortado.quantize.ShortScale;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A kernel and a bias as the whole numbers that {@code WeightQuantizer} writes into files: 255
 * symmetric ones for each output channel, and steps of input times kernel.
 *
 * @param bias null if there is none
 * @param scales what a code of the kernel stands for, one for each output channel
 */
record IntegerWeights(Operand<TFloat32> kernel, Operand<TFloat32> bias, Operand<TFloat32> scales) {
  private static final float MAX_CODE = 127;
  private static final float MAX_BIAS_STEPS = 1 << 29;
  private static final float LEAST_SCALE = 0x1p-60f;

  /**
   * @param channelAxes of the kernel; none if there is one scale for all, which is not short
   * @param inputScale does not matter without a bias
   */
  static IntegerWeights of(
      Ops tf,
      Operand<TFloat32> kernel,
      Operand<TFloat32> bias,
      List<Integer> channelAxes,
      Operand<TFloat32> inputScale) {
    int rank = kernel.shape().numDimensions();
    int[] others = IntStream.range(0, rank).filter(a -> !channelAxes.contains(a)).toArray();
    Operand<TInt32> axes = tf.constant(others);
    Operand<TFloat32> greatest = tf.reduceMax(kernel, axes, ReduceMax.keepDims(true));
    Operand<TFloat32> least = tf.reduceMin(kernel, axes, ReduceMin.keepDims(true));
    Operand<TFloat32> largest = tf.math.maximum(greatest, tf.math.neg(least));
    Operand<TFloat32> scale =
        tf.math.maximum(tf.math.div(largest, tf.constant(MAX_CODE)), tf.constant(LEAST_SCALE));
    if (bias != null) {
      // A bias that does not fit widens the scale of its channel.
      Operand<TFloat32> steps = tf.math.div(tf.math.abs(bias), inputScale);
      Operand<TFloat32> fits = tf.math.div(steps, tf.constant(MAX_BIAS_STEPS));
      scale = tf.math.maximum(scale, tf.reshape(fits, tf.shape(scale)));
    }
    if (!channelAxes.isEmpty()) {
      Operand<TBool> exact =
          tf.math.logicalOr(
              isShared(tf, kernel, greatest, axes),
              isShared(tf, tf.math.neg(kernel), tf.math.neg(least), axes));
      scale = tf.select(exact, scale, shortened(tf, scale));
    }
    scale = tf.stopGradient(scale);
    Operand<TFloat32> flat = tf.reshape(scale, tf.constant(new int[] {-1}));
    StraightThrough through = new StraightThrough(tf);
    return new IntegerWeights(
        through.halvesAway(kernel, scale),
        bias == null ? null : through.halvesAway(bias, inputScale, flat),
        channelAxes.isEmpty() ? scale : flat);
  }

  /** Whether several weights of a channel have its greatest value, which is above 0. */
  private static Operand<TBool> isShared(
      Ops tf, Operand<TFloat32> kernel, Operand<TFloat32> greatest, Operand<TInt32> axes) {
    Operand<TFloat32> equal = tf.dtypes.cast(tf.math.equal(kernel, greatest), TFloat32.class);
    Operand<TFloat32> times = tf.reduceSum(equal, axes, ReduceSum.keepDims(true));
    return tf.math.logicalAnd(
        tf.math.greater(times, tf.constant(1f)), tf.math.greater(greatest, tf.constant(0f)));
  }

  private static Operand<TFloat32> shortened(Ops tf, Operand<TFloat32> scale) {
    Operand<TInt32> bits = tf.bitcast(scale, TInt32.class);
    Operand<TInt32> up = tf.math.add(bits, tf.constant(ShortScale.MISSING_BITS));
    Operand<TInt32> kept = tf.bitwise.bitwiseAnd(up, tf.constant(~ShortScale.MISSING_BITS));
    return tf.bitcast(kept, TFloat32.class);
  }
}
