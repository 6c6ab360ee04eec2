package cortado.tensorflow;

import cortado.ops.Op;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Functions of one or two values, element by element. */
record Functions(Ops tf) {

  Operand<TFloat32> of(Op.Function f, Operand<TFloat32> x) {
    return switch (f) {
      case RELU -> tf.nn.relu(x);
      case RELU6 -> tf.nn.relu6(x);
      case SIGMOID -> tf.math.sigmoid(x);
      case TANH -> tf.math.tanh(x);
      case ELU -> tf.nn.elu(x);
      case GELU -> gelu(x);
      case GELU_TANH -> geluByTanh(x);
      case SOFTPLUS -> tf.math.softplus(x);
      case EXPONENTIAL -> tf.math.exp(x);
      case HARD_SWISH -> hardSwish(x);
      // The gradient of a sign is 0; that of a comparison is missing.
      case STEP -> tf.nn.relu(tf.math.sign(x));
      case ABSOLUTE -> tf.math.abs(x);
      case SQUARE -> tf.math.square(x);
      case SQUARE_ROOT -> tf.math.sqrt(x);
      case RECIPROCAL_SQUARE_ROOT -> tf.math.rsqrt(x);
      case LOGARITHM -> tf.math.log(x);
    };
  }

  Operand<TFloat32> of(Op.Operator f, Operand<TFloat32> a, Operand<TFloat32> b) {
    return switch (f) {
      case ADD -> tf.math.add(a, b);
      case SUBTRACT -> tf.math.sub(a, b);
      case MULTIPLY -> tf.math.mul(a, b);
      case DIVIDE -> tf.math.div(a, b);
      case MAXIMUM -> tf.math.maximum(a, b);
      case MINIMUM -> tf.math.minimum(a, b);
    };
  }

  private Operand<TFloat32> gelu(Operand<TFloat32> x) {
    Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
    Operand<TFloat32> half = tf.math.mul(x, tf.constant(0.5f));
    return tf.math.mul(half, tf.math.add(erf, tf.constant(1f)));
  }

  /** x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x³))). */
  private Operand<TFloat32> geluByTanh(Operand<TFloat32> x) {
    Operand<TFloat32> cube = tf.math.mul(tf.math.square(x), x);
    Operand<TFloat32> bent = tf.math.add(x, tf.math.mul(cube, tf.constant(0.044715f)));
    Operand<TFloat32> tanh =
        tf.math.tanh(tf.math.mul(bent, tf.constant((float) Math.sqrt(2 / Math.PI))));
    Operand<TFloat32> half = tf.math.mul(x, tf.constant(0.5f));
    return tf.math.mul(half, tf.math.add(tanh, tf.constant(1f)));
  }

  private Operand<TFloat32> hardSwish(Operand<TFloat32> x) {
    Operand<TFloat32> ramp = tf.nn.relu6(tf.math.add(x, tf.constant(3f)));
    return tf.math.mul(x, tf.math.mul(ramp, tf.constant(1 / 6f)));
  }
}
