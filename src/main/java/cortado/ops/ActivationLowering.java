package cortado.ops;

import cortado.graph.Activation;
import cortado.tensor.Shape;
import java.util.List;

/** Activation functions, those without an op of their own put together from others. */
final class ActivationLowering {
  // Klambauer et al. (2017), equation 14.
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private ActivationLowering() {}

  /** An op and the activation of what it computes, as the call's output. */
  static Value after(Op op, Shape shape, Activation f, LayerSteps s, Value... from) {
    return f == Activation.LINEAR
        ? s.last(op, shape, List.of(from))
        : of(f, s.step("linear", op, shape, from), s);
  }

  /** The activation of a value as the call's output; the value itself if it is linear. */
  static Value of(Activation f, Value x, LayerSteps s) {
    return switch (f) {
      case LINEAR -> x;
      case RELU -> s.last(new Op.Unary(Op.Function.RELU), x);
      case RELU6 -> s.last(new Op.Unary(Op.Function.RELU6), x);
      case SIGMOID -> s.last(new Op.Unary(Op.Function.SIGMOID), x);
      case TANH -> s.last(new Op.Unary(Op.Function.TANH), x);
      case SOFTMAX -> s.last(new Op.Softmax(), x);
      case ELU -> s.last(new Op.Unary(Op.Function.ELU), x);
      case SELU -> elu(SELU_ALPHA, SELU_SCALE, x, s);
      case GELU -> s.last(new Op.Unary(Op.Function.GELU), x);
      case SWISH -> gated(x, s.step("sigmoid", new Op.Unary(Op.Function.SIGMOID), x), s);
      case SOFTPLUS -> s.last(new Op.Unary(Op.Function.SOFTPLUS), x);
      case MISH -> {
        Value softplus = s.step("softplus", new Op.Unary(Op.Function.SOFTPLUS), x);
        yield gated(x, s.step("tanh", new Op.Unary(Op.Function.TANH), softplus), s);
      }
      case EXPONENTIAL -> s.last(new Op.Unary(Op.Function.EXPONENTIAL), x);
      case HARD_SIGMOID -> bounded(1, s.step("scaled", new Op.Affine(0.2f, 0.5f), x), s);
    };
  }

  /** scale x (x above 0, alpha (exp(x) - 1) below). */
  static Value elu(double alpha, double scale, Value x, LayerSteps s) {
    if (alpha == 1 && scale == 1) {
      return s.last(new Op.Unary(Op.Function.ELU), x);
    }
    Value elu = s.step("elu", new Op.Unary(Op.Function.ELU), x);
    Value relu = s.step("relu", new Op.Unary(Op.Function.RELU), x);
    return s.last(
        new Op.Binary(Op.Operator.ADD),
        s.step("elu/scaled", new Op.Affine((float) (alpha * scale), 0), elu),
        s.step("relu/scaled", new Op.Affine((float) ((1 - alpha) * scale), 0), relu));
  }

  /** min(max(x, 0), max). */
  static Value bounded(double max, Value x, LayerSteps s) {
    if (max == 6) {
      return s.last(new Op.Unary(Op.Function.RELU6), x);
    }
    Value six = s.step("to six", new Op.Affine((float) (6 / max), 0), x);
    Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU6), six);
    return s.last(new Op.Affine((float) (max / 6), 0), bounded);
  }

  private static Value gated(Value x, Value gate, LayerSteps s) {
    return s.last(new Op.Binary(Op.Operator.MULTIPLY), x, gate);
  }
}
