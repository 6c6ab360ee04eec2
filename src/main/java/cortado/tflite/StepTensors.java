package cortado.tflite;

import cortado.UserError;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Quantization;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tensors that one step reads and writes, in the form that its scheme asks for. */
final class StepTensors {
  private final FlatModel model;
  private final ValueTensors values;
  private final WeightTensors constants;
  private final QuantizationPlan plan;
  private final Step step;
  private final boolean integer;

  StepTensors(
      FlatModel model,
      ValueTensors values,
      WeightTensors constants,
      QuantizationPlan plan,
      Step step) {
    this.model = model;
    this.values = values;
    this.constants = constants;
    this.plan = plan;
    this.step = step;
    this.integer = plan.isInteger(step);
  }

  Step step() {
    return step;
  }

  /**
   * Whether the step computes in integers; else values that are integers are converted before and
   * after.
   */
  boolean integer() {
    return integer;
  }

  /** Whether the step computes in values of int16. */
  boolean wide() {
    return integer && plan.activation(step.output()).dtype() == DType.INT16;
  }

  /** Whether the file takes and gives integers. */
  boolean hasIntegerEdges() {
    return plan.scheme() instanceof Scheme.FullInteger whole && whole.edge() != Scheme.Edge.FLOAT32;
  }

  /** The step's first input. */
  int input() {
    return input(step.input());
  }

  int input(Value v) {
    return integer ? values.integer(v, plan.activation(v)) : values.real(v);
  }

  /** An input of a kernel that only moves or compares codes, so must have those of its output. */
  int inputLikeOutput(Value v) {
    return integer ? values.integer(v, plan.activation(step.output())) : values.real(v);
  }

  /** Adds the tensor of the step's output. */
  int output() {
    return integer
        ? values.defineInteger(step.output(), plan.activation(step.output()))
        : values.defineReal(step.output());
  }

  /** Adds a tensor of another shape for the elements of a value. */
  int reshaped(Value v, String suffix, Shape shape) {
    return integer
        ? model.variable(
            v.name() + suffix, plan.activation(v).dtype(), shape, Optional.of(plan.activation(v)))
        : model.variable(v.name() + suffix, DType.FLOAT32, shape, Optional.empty());
  }

  /** Computes a float32 value on the way to the output. */
  int intermediate(String suffix, Shape shape, Builtin builtin, Options options, int... inputs) {
    String name = step.output().name() + "/" + suffix;
    int out = model.variable(name, DType.FLOAT32, shape, Optional.empty());
    model.operator(builtin, 1, options, Arrays.stream(inputs).boxed().toList(), out);
    return out;
  }

  /** A constant vector of int32. */
  int ints(String name, int... numbers) {
    return ints(name, Shape.of(numbers.length), numbers);
  }

  int ints(String name, Shape shape, int... numbers) {
    Tensor flat = WeightTensors.ints(numbers);
    return model.constant(name, Tensor.view(DType.INT32, shape, flat.bytes()), Optional.empty());
  }

  /** A constant beside the input, in integers with one scale for all. */
  int operand(String name, Tensor values) {
    return integer
        ? constants.integer(name, values, plan.activation(step.output()).dtype())
        : constants.real(plan.scheme(step), name, values);
  }

  WeightTensors.Constants weights(WeightTensors.Source source) {
    if (!integer) {
      return constants.real(plan.scheme(step), source);
    }
    Quantization in = plan.activation(step.input());
    return constants.integer(source, in, plan.activation(step.output()));
  }

  /**
   * Computes a shape where the model runs: that of a tensor times factors plus terms, one of each
   * for every axis.
   */
  int shapeOf(int x, int[] factors, int[] terms) {
    int now = intVector("now", factors.length, Builtin.SHAPE, Options.shape(), x);
    int by = ints("factors " + Arrays.toString(factors), factors);
    int scaled = intVector("scaled", factors.length, Builtin.MUL, Options.EMPTY, now, by);
    int more = ints("terms " + Arrays.toString(terms), terms);
    return intVector("shape", factors.length, Builtin.ADD, Options.EMPTY, scaled, more);
  }

  /** Computes a vector of int32 on the way to the output. */
  int intVector(String suffix, int length, Builtin builtin, Options options, int... inputs) {
    String name = step.output().name() + "/" + suffix;
    int out = model.variable(name, DType.INT32, Shape.of(length), Optional.empty());
    model.operator(builtin, 1, options, Arrays.stream(inputs).boxed().toList(), out);
    return out;
  }

  StepEmitter.Operator reshape(int x, Shape shape) {
    if (Arrays.stream(shape.dims()).filter(d -> d == Shape.UNKNOWN).count() > 1) {
      throw UserError.because(
              "A TFLite file needs the size of the images at the layer '" + step.layer() + "'")
          .received(shape)
          .next("give the model an input of fixed height and width, such as (128, 128, 1)");
    }
    int dims = ints("shape " + shape, shape.dims());
    return new StepEmitter.Operator(Builtin.RESHAPE, 1, Options.reshape(shape), List.of(x, dims));
  }

  void add(StepEmitter.Operator o, int output) {
    int version = wide() ? o.builtin().wideVersion(o.version()) : o.version();
    model.operator(o.builtin(), version, o.options(), o.inputs(), output);
  }
}
