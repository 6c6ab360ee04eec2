package cortado.tensorflow;

import cortado.quantize.ShortScale;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
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
   * @param channelAxes of the kernel; none if there is one scale for all
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
    Operand<TFloat32> largest =
        tf.reduceMax(tf.math.abs(kernel), tf.constant(others), ReduceMax.keepDims(true));
    Operand<TFloat32> scale =
        tf.math.maximum(tf.math.div(largest, tf.constant(MAX_CODE)), tf.constant(LEAST_SCALE));
    if (bias != null) {
      // A bias that does not fit widens the scale of its channel.
      Operand<TFloat32> steps = tf.math.div(tf.math.abs(bias), inputScale);
      Operand<TFloat32> least = tf.math.div(steps, tf.constant(MAX_BIAS_STEPS));
      scale = tf.math.maximum(scale, tf.reshape(least, tf.shape(scale)));
    }
    scale = tf.stopGradient(shortened(tf, scale));
    Operand<TFloat32> flat = tf.reshape(scale, tf.constant(new int[] {-1}));
    StraightThrough through = new StraightThrough(tf);
    return new IntegerWeights(
        through.halvesAway(kernel, scale),
        bias == null ? null : through.halvesAway(bias, inputScale, flat),
        channelAxes.isEmpty() ? scale : flat);
  }

  private static Operand<TFloat32> shortened(Ops tf, Operand<TFloat32> scale) {
    Operand<TInt32> bits = tf.bitcast(scale, TInt32.class);
    Operand<TInt32> up = tf.math.add(bits, tf.constant(ShortScale.MISSING_BITS));
    Operand<TInt32> kept = tf.bitwise.bitwiseAnd(up, tf.constant(~ShortScale.MISSING_BITS));
    return tf.bitcast(kept, TFloat32.class);
  }
}
