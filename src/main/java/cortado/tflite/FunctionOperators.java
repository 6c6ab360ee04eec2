package cortado.tflite;

import cortado.ops.Op;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tflite.StepEmitter.Operator;
import java.util.List;

/** Functions of one or two values, element by element. */
record FunctionOperators(StepTensors tensors) {

  Operator unary(Op.Function f) {
    return switch (f) {
      case RELU -> simple(Builtin.RELU, Options.NONE);
      case RELU6 -> simple(Builtin.RELU6, Options.NONE);
      case SIGMOID -> simple(Builtin.LOGISTIC, Options.NONE);
      case TANH -> simple(Builtin.TANH, Options.NONE);
      case ELU -> first(Builtin.ELU, Options.NONE);
      case GELU -> simple(Builtin.GELU, Options.EMPTY);
      case GELU_TANH -> simple(Builtin.GELU, Options.gelu(true));
      case HARD_SWISH -> first(Builtin.HARD_SWISH, Options.NONE);
      case EXPONENTIAL -> first(Builtin.EXP, Options.EMPTY);
      case ABSOLUTE -> first(Builtin.ABS, Options.EMPTY);
      case SQUARE -> first(Builtin.SQUARE, Options.EMPTY);
      case SQUARE_ROOT -> first(Builtin.SQRT, Options.NONE);
      case RECIPROCAL_SQUARE_ROOT -> first(Builtin.RSQRT, Options.NONE);
      case LOGARITHM -> first(Builtin.LOG, Options.NONE);
      case STEP -> step();
      case SOFTPLUS -> softplus();
    };
  }

  Operator leakyRelu(float slope) {
    return simple(Builtin.LEAKY_RELU, Options.leakyRelu(slope));
  }

  /** Always in float32, as int8 has no room for variances. */
  Operator standardize(Op.Standardize op) {
    Shape shape = ValueTensors.shape(tensors.step().output());
    Shape kept = shape;
    for (int axis : op.axes()) {
      kept = kept.withDim(axis, 1);
    }
    int[] numbers = op.axes().stream().mapToInt(a -> a).toArray();
    int axes = tensors.ints("axes " + op.axes(), numbers);
    Options keep = Options.reduce(true);
    int x = tensors.input();
    if (op.centered()) {
      int mean = tensors.intermediate("mean", kept, Builtin.MEAN, keep, x, axes);
      x = tensors.intermediate("centered", shape, Builtin.SUB, Options.EMPTY, x, mean);
    }
    int square = tensors.intermediate("square", shape, Builtin.MUL, Options.EMPTY, x, x);
    int variance = tensors.intermediate("variance", kept, Builtin.MEAN, keep, square, axes);
    int epsilon = tensors.operand("epsilon " + op.epsilon(), Tensor.of(Shape.of(1), op.epsilon()));
    int above = tensors.intermediate("above", kept, Builtin.ADD, Options.EMPTY, variance, epsilon);
    int deviation = tensors.intermediate("deviation", kept, Builtin.SQRT, Options.NONE, above);
    return new Operator(Builtin.DIV, 1, Options.EMPTY, List.of(x, deviation));
  }

  Operator parametricRelu(String name, Tensor alpha) {
    return new Operator(
        Builtin.PRELU, 1, Options.NONE, List.of(tensors.input(), tensors.operand(name, alpha)));
  }

  Operator binary(Op.Binary op) {
    Builtin builtin =
        switch (op.operator()) {
          case ADD -> Builtin.ADD;
          case SUBTRACT -> Builtin.SUB;
          case MULTIPLY -> Builtin.MUL;
          case DIVIDE -> Builtin.DIV;
          case MAXIMUM -> Builtin.MAXIMUM;
          case MINIMUM -> Builtin.MINIMUM;
        };
    boolean compares = !op.operator().isArithmetic();
    List<Integer> inputs =
        tensors.step().inputs().stream()
            .map((Value v) -> compares ? tensors.inputLikeOutput(v) : tensors.input(v))
            .toList();
    return new Operator(
        builtin,
        tensors.integer() ? 2 : 1,
        Options.elementwise(op.fused(), tensors.wide()),
        inputs);
  }

  /** max(x, 0) - log(sigmoid(|x|)), which neither overflows nor loses digits. */
  private Operator softplus() {
    int x = tensors.input();
    Shape shape = ValueTensors.shape(tensors.step().output());
    int size = tensors.intermediate("size", shape, Builtin.ABS, Options.EMPTY, x);
    int sigmoid = tensors.intermediate("sigmoid", shape, Builtin.LOGISTIC, Options.EMPTY, size);
    int log = tensors.intermediate("log", shape, Builtin.LOG, Options.EMPTY, sigmoid);
    int above = tensors.intermediate("above", shape, Builtin.RELU, Options.EMPTY, x);
    return new Operator(Builtin.SUB, 1, Options.EMPTY, List.of(above, log));
  }

  private Operator step() {
    Shape shape = ValueTensors.shape(tensors.step().output());
    int sign = tensors.intermediate("sign", shape, Builtin.SIGN, Options.NONE, tensors.input());
    return new Operator(Builtin.RELU, 1, Options.NONE, List.of(sign));
  }

  private Operator first(Builtin builtin, Options options) {
    return new Operator(builtin, 1, options, List.of(tensors.input()));
  }

  private Operator simple(Builtin builtin, Options options) {
    return new Operator(builtin, tensors.integer() ? 2 : 1, options, List.of(tensors.input()));
  }
}
