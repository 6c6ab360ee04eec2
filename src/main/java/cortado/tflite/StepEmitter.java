package cortado.tflite;

import cortado.graph.Weights;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import java.util.Arrays;
import java.util.List;

/** Writes one step of a program as operators of TFLite. */
final class StepEmitter implements OpVisitor<StepEmitter.Operator> {
  /** The operator that computes the step's output. */
  record Operator(Builtin builtin, int version, Options options, List<Integer> inputs) {}

  private final StepTensors tensors;
  private final Step step;
  private final Weights weights;
  private final LinearOperators linear;
  private final FunctionOperators functions;
  private final SpatialOperators spatial;
  private final ShapeOperators shapes;

  StepEmitter(StepTensors tensors, Weights weights) {
    this.tensors = tensors;
    this.step = tensors.step();
    this.weights = weights;
    this.linear = new LinearOperators(tensors, weights);
    this.functions = new FunctionOperators(tensors);
    this.spatial = new SpatialOperators(tensors);
    this.shapes = new ShapeOperators(tensors);
  }

  void emit() {
    Operator o = step.op().accept(this);
    tensors.add(o, tensors.output());
  }

  @Override
  public Operator convolution(LinearOp.Convolution op) {
    return linear.convolution(op);
  }

  @Override
  public Operator depthwiseConvolution(LinearOp.DepthwiseConvolution op) {
    return linear.depthwise(op);
  }

  @Override
  public Operator transposedConvolution(LinearOp.TransposedConvolution op) {
    return linear.transposed(op);
  }

  @Override
  public Operator matrixProduct(LinearOp.MatrixProduct op) {
    return linear.matrixProduct(op);
  }

  @Override
  public Operator batchNorm(Op.BatchNorm op) {
    float[] factor = new float[Math.toIntExact(weights.get(op.mean()).shape().elements())];
    float[] offset = new float[factor.length];
    AffineBatchNorm.compute(weights, op, factor, offset);
    return new ChannelScaling(tensors).of(factor, offset);
  }

  @Override
  public Operator standardize(Op.Standardize op) {
    return functions.standardize(op);
  }

  @Override
  public Operator scale(Op.Scale op) {
    int channels = ValueTensors.shape(step.input()).dim(-1);
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return new ChannelScaling(tensors)
        .of(
            op.factor().map(id -> weights.get(id).floats()).orElse(ones),
            op.offset().map(id -> weights.get(id).floats()).orElse(new float[channels]));
  }

  @Override
  public Operator affine(Op.Affine op) {
    float[] factor = new float[ValueTensors.shape(step.input()).dim(-1)];
    float[] offset = new float[factor.length];
    Arrays.fill(factor, op.factor());
    Arrays.fill(offset, op.offset());
    return new ChannelScaling(tensors).of(factor, offset);
  }

  @Override
  public Operator unary(Op.Unary op) {
    return functions.unary(op.function());
  }

  @Override
  public Operator leakyRelu(Op.LeakyRelu op) {
    return functions.leakyRelu(op.slope());
  }

  @Override
  public Operator parametricRelu(Op.ParametricRelu op) {
    return functions.parametricRelu(op.alpha().toString(), weights.get(op.alpha()));
  }

  @Override
  public Operator binary(Op.Binary op) {
    return functions.binary(op);
  }

  @Override
  public Operator softmax(Op.Softmax op) {
    int version = tensors.integer() ? 2 : 1;
    return new Operator(Builtin.SOFTMAX, version, Options.softmax(), List.of(tensors.input()));
  }

  @Override
  public Operator product(Op.Product op) {
    List<Integer> inputs = step.inputs().stream().map(tensors::input).toList();
    return new Operator(Builtin.BATCH_MATMUL, 1, Options.batchProduct(op.transposed()), inputs);
  }

  @Override
  public Operator pool(Op.Pool op) {
    return spatial.pool(op);
  }

  @Override
  public Operator reduce(Op.Reduce op) {
    return spatial.reduce(op);
  }

  @Override
  public Operator transpose(ShapeOp.Transpose op) {
    return shapes.transpose(op);
  }

  @Override
  public Operator reshape(ShapeOp.Reshape op) {
    return shapes.reshape();
  }

  @Override
  public Operator pad(ShapeOp.Pad op) {
    return shapes.pad(op);
  }

  @Override
  public Operator slice(ShapeOp.Slice op) {
    return shapes.slice(op);
  }

  @Override
  public Operator spaceToDepth(ShapeOp.SpaceToDepth op) {
    return shapes.spaceToDepth(op);
  }

  @Override
  public Operator depthToSpace(ShapeOp.DepthToSpace op) {
    return shapes.depthToSpace(op);
  }

  @Override
  public Operator resize(Op.Resize op) {
    return spatial.resize(op);
  }

  @Override
  public Operator concat(Op.Concat op) {
    List<Integer> inputs = step.inputs().stream().map(tensors::inputLikeOutput).toList();
    int version = tensors.integer() ? 2 : 1;
    return new Operator(Builtin.CONCATENATION, version, Options.concatenation(op.axis()), inputs);
  }

  @Override
  public Operator dropout(Op.Dropout op) {
    throw new IllegalStateException("dropout of '" + step.layer() + "' was not removed");
  }
}
