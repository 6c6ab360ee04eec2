package cortado.quantize;

import cortado.ops.LinearOp;
import cortado.ops.Op;

/** Which ops the TFLite runtime computes in int8. */
final class IntegerKernels {
  private IntegerKernels() {}

  /** Whether there is such a kernel for uint8. */
  static boolean hasUnsigned(Op op) {
    boolean signedOnly =
        op instanceof Op.Unary u
                && (u.function() == Op.Function.ELU
                    || u.function() == Op.Function.GELU
                    || u.function() == Op.Function.GELU_TANH)
            || op instanceof LinearOp.Convolution c && c.groups() > 1;
    return has(op) && !signedOnly;
  }

  /** Whether there is an int8 kernel that is exact enough; else an op is computed in float32. */
  static boolean has(Op op) {
    if (op instanceof Op.Unary unary) {
      return switch (unary.function()) {
        case RELU, RELU6, SIGMOID, TANH, ELU, GELU, GELU_TANH, HARD_SWISH -> true;
        case SOFTPLUS,
            EXPONENTIAL,
            STEP,
            ABSOLUTE,
            SQUARE,
            SQUARE_ROOT,
            RECIPROCAL_SQUARE_ROOT,
            LOGARITHM ->
            false;
      };
    }
    boolean divides = op instanceof Op.Binary b && b.operator() == Op.Operator.DIVIDE;
    // The int8 kernel for products of values has a signal-to-noise ratio of 24 to 30 dB only.
    return !divides && !(op instanceof Op.Standardize) && !(op instanceof Op.Product);
  }
}
