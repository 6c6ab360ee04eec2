package cortado.quantize;

import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.ShapeOp;

/** Which ops the TFLite runtime computes in integers. */
final class IntegerKernels {
  private IntegerKernels() {}

  /** Whether there is a kernel for these integers that is exact enough. */
  static boolean has(Op op, Integers integers) {
    return switch (integers) {
      case INT8 -> has(op);
      case UINT8 -> hasUnsigned(op);
      case INT16_INT8 -> hasWide(op);
    };
  }

  /** Tried with TFLite 2.21: these kernels are the only ones of int8 that lack int16. */
  private static boolean hasWide(Op op) {
    boolean narrowOnly =
        op instanceof Op.Unary u
                && (u.function() == Op.Function.ELU || u.function() == Op.Function.HARD_SWISH)
            || op instanceof ShapeOp.SpaceToDepth
            || op instanceof ShapeOp.DepthToSpace;
    return has(op) && !narrowOnly;
  }

  private static boolean hasUnsigned(Op op) {
    boolean signedOnly =
        op instanceof Op.Unary u
                && (u.function() == Op.Function.ELU
                    || u.function() == Op.Function.GELU
                    || u.function() == Op.Function.GELU_TANH)
            || op instanceof LinearOp.Convolution c && c.groups() > 1;
    return has(op) && !signedOnly;
  }

  /** Whether there is an int8 kernel that is exact enough; else an op is computed in float32. */
  private static boolean has(Op op) {
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
