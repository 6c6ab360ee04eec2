package cortado.ops;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.LayerActivation;
import cortado.graph.NamedActivation;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Activation functions, those without an op of their own put together from others. */
final class ActivationLowering {
  // Klambauer et al. (2017), equation 14.
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private ActivationLowering() {}

  /** An op and the activation of what it computes, as the call's output. */
  static Value after(Op op, Shape shape, Activation f, LayerSteps s, Value... from) {
    return f.equals(Activation.LINEAR)
        ? s.last(op, shape, List.of(from))
        : of(f, s.step("linear", op, shape, from), s);
  }

  /** The activation of a value as the call's output; the value itself if it is linear. */
  static Value of(Activation f, Value x, LayerSteps s) {
    if (f instanceof LayerActivation l) {
      return ElementwiseLowering.lower(l.layer(), s.on(x));
    } else if (f instanceof NamedActivation named) {
      return of(named, x, s);
    }
    throw new IllegalStateException("no lowering for " + f);
  }

  private static Value of(NamedActivation f, Value x, LayerSteps s) {
    return switch (f) {
      case LINEAR -> x;
      case RELU -> unary(Op.Function.RELU, x, s);
      case RELU6 -> unary(Op.Function.RELU6, x, s);
      case LEAKY_RELU -> s.last(new Op.LeakyRelu(0.2f), x);
      case SIGMOID -> unary(Op.Function.SIGMOID, x, s);
      case TANH -> unary(Op.Function.TANH, x, s);
      case SOFTMAX -> s.last(new Op.Softmax(), x);
      case ELU -> unary(Op.Function.ELU, x, s);
      case SELU -> elu(SELU_ALPHA, SELU_SCALE, x, s);
      case GELU -> unary(Op.Function.GELU, x, s);
      case GELU_TANH -> unary(Op.Function.GELU_TANH, x, s);
      case SWISH -> gated(x, s.step("sigmoid", new Op.Unary(Op.Function.SIGMOID), x), s);
      case SOFTPLUS -> unary(Op.Function.SOFTPLUS, x, s);
      case SOFTSIGN -> {
        Value size = s.step("size", new Op.Unary(Op.Function.ABSOLUTE), x);
        Value divisor = s.step("divisor", new Op.Affine(1, 1), size);
        yield s.last(new Op.Binary(Op.Operator.DIVIDE), x, divisor);
      }
      case MISH -> {
        Value softplus = s.step("softplus", new Op.Unary(Op.Function.SOFTPLUS), x);
        yield gated(x, s.step("tanh", new Op.Unary(Op.Function.TANH), softplus), s);
      }
      case EXPONENTIAL -> unary(Op.Function.EXPONENTIAL, x, s);
      case HARD_SIGMOID_FIFTH -> ramp(1.2f, 1 / 6f, 0, x, s);
      case HARD_SIGMOID_SIXTH -> ramp(1, 1 / 6f, 0, x, s);
      case HARD_SWISH -> unary(Op.Function.HARD_SWISH, x, s);
      case HARD_TANH -> ramp(3, 1 / 3f, -1, x, s);
      case LOG_SIGMOID -> {
        Value negated = s.step("negated", new Op.Affine(-1, 0), x);
        Value softplus = s.step("softplus", new Op.Unary(Op.Function.SOFTPLUS), negated);
        yield s.last(new Op.Affine(-1, 0), softplus);
      }
      case TANH_SHRINK -> {
        Value tanh = s.step("tanh", new Op.Unary(Op.Function.TANH), x);
        yield s.last(new Op.Binary(Op.Operator.SUBTRACT), x, tanh);
      }
      case GLU -> glu(x, s);
      case LOG_SOFTMAX -> logSoftmax(x, s);
      case SOFT_SHRINK -> Shrinking.soft(0.5f, x, s);
      case HARD_SHRINK -> Shrinking.hard(0.5f, x, s);
      case SPARSE_PLUS -> {
        Value six = s.step("to six", new Op.Affine(3, 3), x);
        Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU6), six);
        // (x + 1)² / 4 of x + 1 = bounded / 3
        Value root = s.step("root", new Op.Affine(1 / 6f, 0), bounded);
        Value square = s.step("square", new Op.Unary(Op.Function.SQUARE), root);
        Value moved = s.step("moved", new Op.Affine(1, -1), x);
        Value beyond = s.step("beyond", new Op.Unary(Op.Function.RELU), moved);
        yield s.last(new Op.Binary(Op.Operator.ADD), square, beyond);
      }
      case SPARSE_SIGMOID -> ramp(3, 1 / 6f, 0, x, s);
      case SQUAREPLUS -> {
        Value square = s.step("square", new Op.Unary(Op.Function.SQUARE), x);
        Value moved = s.step("moved", new Op.Affine(1, 4), square);
        Value root = s.step("root", new Op.Unary(Op.Function.SQUARE_ROOT), moved);
        Value sum = s.step("sum", new Op.Binary(Op.Operator.ADD), x, root);
        yield s.last(new Op.Affine(0.5f, 0), sum);
      }
    };
  }

  /** scale relu6(slope x + 3) + offset. */
  private static Value ramp(float slope, float scale, float offset, Value x, LayerSteps s) {
    Value moved = s.step("moved", new Op.Affine(slope, 3), x);
    Value bounded = s.step("bounded", new Op.Unary(Op.Function.RELU6), moved);
    return s.last(new Op.Affine(scale, offset), bounded);
  }

  private static Value unary(Op.Function f, Value x, LayerSteps s) {
    return s.last(new Op.Unary(f), x);
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

  private static Value glu(Value x, LayerSteps s) {
    int last = x.shape().rank() - 1;
    int channels = x.shape().dim(last);
    if (channels % 2 != 0) {
      throw UserError.because("The layer '" + s.layer() + "' halves an odd number of channels")
          .received(x.shape());
    }
    List<Value> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      List<Span> spans = new ArrayList<>(Collections.nCopies(last, Span.ALL));
      spans.add(new Span(half * channels / 2, (half + 1) * channels / 2, 1));
      halves.add(s.moved("half " + half, new ShapeOp.Slice(spans), x));
    }
    Value gate = s.step("sigmoid", new Op.Unary(Op.Function.SIGMOID), halves.get(1));
    return gated(halves.get(0), gate, s);
  }

  /** x - max - log(sum(exp(x - max))). */
  private static Value logSoftmax(Value x, LayerSteps s) {
    Shape one = x.shape().withDim(-1, 1);
    List<Integer> axis = List.of(x.shape().rank() - 1);
    Op subtract = new Op.Binary(Op.Operator.SUBTRACT);
    Value max = s.step("max", new Op.Reduce(Op.PoolKind.MAX, axis, true), one, x);
    Value moved = s.step("moved", subtract, x, max);
    Value exp = s.step("exp", new Op.Unary(Op.Function.EXPONENTIAL), moved);
    Value mean = s.step("mean", new Op.Reduce(Op.PoolKind.AVERAGE, axis, true), one, exp);
    Value sum = s.step("sum", new Op.Affine(x.shape().dim(-1), 0), mean);
    return s.last(subtract, moved, s.step("log", new Op.Unary(Op.Function.LOGARITHM), sum));
  }

  private static Value gated(Value x, Value gate, LayerSteps s) {
    return s.last(new Op.Binary(Op.Operator.MULTIPLY), x, gate);
  }
}
