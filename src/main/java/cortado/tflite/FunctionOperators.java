package cortado.tflite;

import cortado.ops.Op;
import cortado.ops.Value;
import cortado.tensor.Shape;
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
      case ELU -> new Operator(Builtin.ELU, 1, Options.NONE, List.of(tensors.input()));
      case GELU -> simple(Builtin.GELU, Options.EMPTY);
      case EXPONENTIAL -> new Operator(Builtin.EXP, 1, Options.EMPTY, List.of(tensors.input()));
      case SOFTPLUS -> softplus();
    };
  }

  Operator leakyRelu(float slope) {
    return simple(Builtin.LEAKY_RELU, Options.leakyRelu(slope));
  }

  Operator binary(Op.Operator operator) {
    Builtin builtin =
        switch (operator) {
          case ADD -> Builtin.ADD;
          case SUBTRACT -> Builtin.SUB;
          case MULTIPLY -> Builtin.MUL;
          case MAXIMUM -> Builtin.MAXIMUM;
          case MINIMUM -> Builtin.MINIMUM;
        };
    boolean compares = operator == Op.Operator.MAXIMUM || operator == Op.Operator.MINIMUM;
    List<Integer> inputs =
        tensors.step().inputs().stream()
            .map((Value v) -> compares ? tensors.inputLikeOutput(v) : tensors.input(v))
            .toList();
    return new Operator(builtin, tensors.integer() ? 2 : 1, Options.EMPTY, inputs);
  }

  /** max(x, 0) - log(sigmoid(|x|)), which neither overflows nor loses digits. */
  private Operator softplus() {
    int x = tensors.input();
    Shape shape = ValueTensors.shape(tensors.step().output());
    int size = tensors.intermediate("size", shape, Builtin.ABS, x);
    int sigmoid = tensors.intermediate("sigmoid", shape, Builtin.LOGISTIC, size);
    int log = tensors.intermediate("log", shape, Builtin.LOG, sigmoid);
    int above = tensors.intermediate("above", shape, Builtin.RELU, x);
    return new Operator(Builtin.SUB, 1, Options.EMPTY, List.of(above, log));
  }

  private Operator simple(Builtin builtin, Options options) {
    return new Operator(builtin, tensors.integer() ? 2 : 1, options, List.of(tensors.input()));
  }
}
