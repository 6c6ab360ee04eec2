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
      case SOFTPLUS -> tf.math.softplus(x);
      case EXPONENTIAL -> tf.math.exp(x);
    };
  }

  Operand<TFloat32> of(Op.Operator f, Operand<TFloat32> a, Operand<TFloat32> b) {
    return switch (f) {
      case ADD -> tf.math.add(a, b);
      case SUBTRACT -> tf.math.sub(a, b);
      case MULTIPLY -> tf.math.mul(a, b);
      case MAXIMUM -> tf.math.maximum(a, b);
      case MINIMUM -> tf.math.minimum(a, b);
    };
  }

  private Operand<TFloat32> gelu(Operand<TFloat32> x) {
    Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
    Operand<TFloat32> half = tf.math.mul(x, tf.constant(0.5f));
    return tf.math.mul(half, tf.math.add(erf, tf.constant(1f)));
  }
}
