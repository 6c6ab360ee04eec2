package cortado.tflite;

import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.quantize.Quantization;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Writes one step of a program as operators of TFLite. */
final class StepEmitter implements OpVisitor<StepEmitter.Operator> {
  /** The operator that computes the step's output. */
  record Operator(Builtin builtin, int version, Options options, List<Integer> inputs) {}

  private final FlatModel model;
  private final ValueTensors values;
  private final WeightTensors constants;
  private final Weights weights;
  private final QuantizationPlan plan;
  private final Step step;
  private final boolean integer;

  StepEmitter(
      FlatModel model,
      ValueTensors values,
      WeightTensors constants,
      Weights weights,
      QuantizationPlan plan,
      Step step) {
    this.model = model;
    this.values = values;
    this.constants = constants;
    this.weights = weights;
    this.plan = plan;
    this.step = step;
    this.integer = plan.scheme(step) instanceof Scheme.FullInteger;
  }

  void emit() {
    Operator o = step.op().accept(this);
    int output =
        integer
            ? values.defineInteger(step.output(), plan.activation(step.output()))
            : values.defineReal(step.output());
    model.operator(o.builtin(), o.version(), o.options(), o.inputs(), output);
  }

  @Override
  public Operator convolution(Op.Convolution op) {
    WeightTensors.Constants c = linear(op);
    boolean dilated = !op.dilation().equals(Size2.ONE);
    int version =
        op.groups() > 1
            ? 6
            : switch (c.arithmetic()) {
              case REAL -> dilated ? 2 : 1;
              case HYBRID -> 5;
              case INTEGER -> 3;
            };
    Options options = Options.convolution(op.padding(), op.strides(), op.dilation(), op.fused());
    return new Operator(
        Builtin.CONV_2D, version, options, List.of(input(step.input()), c.kernel(), c.bias()));
  }

  @Override
  public Operator transposedConvolution(Op.TransposedConvolution op) {
    WeightTensors.Constants c = linear(op);
    int shape =
        model.constant(
            step.output().name() + "/shape",
            WeightTensors.ints(ValueTensors.shape(step.output()).dims()),
            Optional.empty());
    return new Operator(
        Builtin.TRANSPOSE_CONV,
        op.fused().isPresent() ? 4 : 3,
        Options.transposedConvolution(op.padding(), op.strides(), op.fused()),
        List.of(shape, c.kernel(), input(step.input()), c.bias()));
  }

  @Override
  public Operator matrixProduct(Op.MatrixProduct op) {
    WeightTensors.Constants c = linear(op);
    boolean keepRank = step.input().shape().rank() > 2;
    int version =
        switch (c.arithmetic()) {
          case REAL -> keepRank ? 5 : 1;
          case HYBRID -> 12;
          case INTEGER -> keepRank ? 5 : 4;
        };
    return new Operator(
        Builtin.FULLY_CONNECTED,
        version,
        Options.fullyConnected(keepRank, op.fused()),
        List.of(input(step.input()), c.kernel(), c.bias()));
  }

  /** A 1x1 depthwise convolution, which keeps a scale for each channel in int8. */
  @Override
  public Operator batchNorm(Op.BatchNorm op) {
    Tensor mean = weights.get(op.mean());
    float[] factor = new float[mean.floats().length];
    float[] offset = new float[factor.length];
    AffineBatchNorm.compute(weights, op, factor, offset);
    Shape kernel = Shape.of(1, 1, 1, factor.length);
    WeightTensors.Constants c =
        weights(
            new WeightTensors.Source(
                step.layer() + "/factor",
                Tensor.of(kernel, factor),
                3,
                step.layer() + "/offset",
                offset));
    boolean image = step.input().shape().rank() == 4;
    int x = input(step.input());
    List<Integer> inputs = List.of(image ? x : asImage(x, factor.length), c.kernel(), c.bias());
    int version = integer ? 3 : 1;
    if (image) {
      return new Operator(Builtin.DEPTHWISE_CONV_2D, version, Options.depthwise(), inputs);
    }
    int y = imageOf(step.output(), "/image", factor.length);
    model.operator(Builtin.DEPTHWISE_CONV_2D, version, Options.depthwise(), inputs, y);
    return reshape(y, ValueTensors.shape(step.output()));
  }

  private int asImage(int x, int channels) {
    int image = imageOf(step.input(), "/image/" + step.layer(), channels);
    Shape shape = model.tensors().get(image).shape();
    Operator o = reshape(x, shape);
    model.operator(o.builtin(), o.version(), o.options(), o.inputs(), image);
    return image;
  }

  /** A tensor for a value of another rank than 4, all positions in one column. */
  private int imageOf(Value v, String suffix, int channels) {
    int positions = Math.toIntExact(ValueTensors.shape(v).elements() / channels);
    Shape shape = Shape.of(1, positions, 1, channels);
    return integer
        ? model.variable(v.name() + suffix, DType.INT8, shape, Optional.of(plan.activation(v)))
        : model.variable(v.name() + suffix, DType.FLOAT32, shape, Optional.empty());
  }

  @Override
  public Operator unary(Op.Unary op) {
    Builtin builtin =
        switch (op.function()) {
          case RELU -> Builtin.RELU;
          case SIGMOID -> Builtin.LOGISTIC;
          case TANH -> Builtin.TANH;
        };
    return simple(builtin, Options.NONE);
  }

  @Override
  public Operator softmax(Op.Softmax op) {
    return simple(Builtin.SOFTMAX, Options.softmax());
  }

  @Override
  public Operator pool(Op.Pool op) {
    Builtin builtin = op.kind() == Op.PoolKind.MAX ? Builtin.MAX_POOL_2D : Builtin.AVERAGE_POOL_2D;
    return simple(builtin, Options.pool(op.padding(), op.strides(), op.window()));
  }

  @Override
  public Operator concat(Op.Concat op) {
    // An int8 concatenation only copies: its inputs must have the codes of its output.
    List<Integer> inputs =
        step.inputs().stream()
            .map(v -> integer ? values.integer(v, plan.activation(step.output())) : values.real(v))
            .toList();
    return new Operator(
        Builtin.CONCATENATION, integer ? 2 : 1, Options.concatenation(op.axis()), inputs);
  }

  @Override
  public Operator reshape(Op.Reshape op) {
    return reshape(input(step.input()), ValueTensors.shape(step.output()));
  }

  @Override
  public Operator dropout(Op.Dropout op) {
    throw new IllegalStateException("dropout of '" + step.layer() + "' was not removed");
  }

  private Operator reshape(int x, Shape shape) {
    int dims = model.constant("shape " + shape, WeightTensors.ints(shape.dims()), Optional.empty());
    return new Operator(Builtin.RESHAPE, 1, Options.reshape(shape), List.of(x, dims));
  }

  private Operator simple(Builtin builtin, Options options) {
    return new Operator(builtin, integer ? 2 : 1, options, List.of(input(step.input())));
  }

  private int input(Value v) {
    return integer ? values.integer(v, plan.activation(v)) : values.real(v);
  }

  private WeightTensors.Constants linear(Op.Linear op) {
    Tensor kernel = KernelOrder.outputFirst(weights.get(op.kernel()), op.outputAxis());
    String bias = op.bias().map(WeightId::toString).orElse(step.layer() + "/no bias");
    float[] biases =
        op.bias()
            .map(id -> weights.get(id).floats())
            .orElseGet(() -> new float[kernel.shape().dim(0)]);
    return weights(new WeightTensors.Source(op.kernel().toString(), kernel, 0, bias, biases));
  }

  private WeightTensors.Constants weights(WeightTensors.Source source) {
    if (!integer) {
      return constants.real(plan.scheme(step), source);
    }
    Quantization in = plan.activation(step.input());
    return constants.integer(source, in, plan.activation(step.output()));
  }
}
