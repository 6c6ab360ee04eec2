package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/** Turns a program into TensorFlow's ops, for inference or for training. */
final class GraphBuilder {
  private final Ops tf;
  private final Mode mode;
  private final Function<WeightId, Operand<TFloat32>> weights;
  private final Map<Value, Operand<TFloat32>> values = new HashMap<>();
  private final Map<WeightId, Operand<TFloat32>> constants = new HashMap<>();
  private final Normalization normalization;
  private final Dropout dropout;
  private final Rounding rounding;

  GraphBuilder(Ops tf, Mode mode, Function<WeightId, Operand<TFloat32>> weights) {
    this(tf, mode, weights, Rounding.NONE);
  }

  GraphBuilder(
      Ops tf, Mode mode, Function<WeightId, Operand<TFloat32>> weights, Rounding rounding) {
    this.rounding = rounding;
    this.tf = tf;
    this.mode = mode;
    this.weights = weights;
    this.normalization = new Normalization(tf, mode, weights);
    this.dropout = new Dropout(tf, mode);
  }

  /** Adds the ops of a program that is given these inputs. */
  GraphBuilder add(Program program, List<? extends Operand<TFloat32>> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      values.put(program.inputs().get(i), inputs.get(i));
    }
    for (WeightId id : program.constants()) {
      constants.put(id, tf.constant(NativeTensors.copyOf(program.weights().get(id))));
    }
    for (Step step : program.steps()) {
      StepBuilder builder = new StepBuilder(step);
      values.put(step.output(), rounding.written(builder.named, step, step.op().accept(builder)));
    }
    return this;
  }

  private Operand<TFloat32> weight(WeightId id) {
    return constants.containsKey(id) ? constants.get(id) : weights.apply(id);
  }

  Operand<TFloat32> get(Value value) {
    return values.get(value);
  }

  /** What must run with each training step: the moving statistics of batch norm. */
  List<org.tensorflow.op.Op> updates() {
    return normalization.updates();
  }

  private final class StepBuilder implements OpVisitor<Operand<TFloat32>> {
    private final Step step;
    private final Ops named;
    private final List<Operand<TFloat32>> in;

    StepBuilder(Step step) {
      this.step = step;
      this.named = tf.withSubScope(Names.legal(step.output().name()));
      this.in =
          step.inputs().stream().map(v -> rounding.read(named, step, v, values.get(v))).toList();
    }

    @Override
    public Operand<TFloat32> convolution(LinearOp.Convolution op) {
      Convolutions c = new Convolutions(named, mode, step);
      return linear(op, (x, kernel) -> c.convolution(op, x, kernel));
    }

    @Override
    public Operand<TFloat32> depthwiseConvolution(LinearOp.DepthwiseConvolution op) {
      Convolutions c = new Convolutions(named, mode, step);
      return linear(op, (x, kernel) -> c.depthwise(op, x, kernel));
    }

    @Override
    public Operand<TFloat32> transposedConvolution(LinearOp.TransposedConvolution op) {
      Convolutions c = new Convolutions(named, mode, step);
      return linear(op, (x, kernel) -> c.transposed(op, x, kernel));
    }

    @Override
    public Operand<TFloat32> matrixProduct(LinearOp.MatrixProduct op) {
      MatrixProducts m = new MatrixProducts(named, step);
      return linear(op, (x, kernel) -> m.product(x, kernel));
    }

    private Operand<TFloat32> linear(LinearOp op, BinaryOperator<Operand<TFloat32>> product) {
      Operand<TFloat32> bias = op.bias().map(GraphBuilder.this::weight).orElse(null);
      return rounding.linear(
          named, step, new Rounding.Linear(op, in.get(0), weight(op.kernel()), bias, product));
    }

    @Override
    public Operand<TFloat32> batchNorm(Op.BatchNorm op) {
      return normalization.batchNorm(op, in.get(0), step.input().shape());
    }

    @Override
    public Operand<TFloat32> standardize(Op.Standardize op) {
      return new Moments(named).standardize(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> scale(Op.Scale op) {
      Operand<TFloat32> y = in.get(0);
      if (op.factor().isPresent()) {
        y = named.math.mul(y, channels(op.factor().get()));
      }
      return op.offset().isPresent() ? named.math.add(y, channels(op.offset().get())) : y;
    }

    private Operand<TFloat32> channels(WeightId id) {
      Operand<TFloat32> w = weight(id);
      return w.rank() == 1 ? w : named.reshape(w, named.constant(new int[] {-1}));
    }

    @Override
    public Operand<TFloat32> unary(Op.Unary op) {
      return new Functions(named).of(op.function(), in.get(0));
    }

    @Override
    public Operand<TFloat32> leakyRelu(Op.LeakyRelu op) {
      return rounding.leakyRelu(named, step, op.slope(), in.get(0));
    }

    @Override
    public Operand<TFloat32> parametricRelu(Op.ParametricRelu op) {
      Operand<TFloat32> below = named.nn.relu(named.math.neg(in.get(0)));
      Operand<TFloat32> alpha = rounding.operand(named, step, weight(op.alpha()));
      Operand<TFloat32> scaled = named.math.mul(alpha, below);
      return named.math.sub(named.nn.relu(in.get(0)), scaled);
    }

    @Override
    public Operand<TFloat32> affine(Op.Affine op) {
      Operand<TFloat32> scaled = named.math.mul(in.get(0), named.constant(op.factor()));
      return op.offset() == 0 ? scaled : named.math.add(scaled, named.constant(op.offset()));
    }

    @Override
    public Operand<TFloat32> binary(Op.Binary op) {
      Functions functions = new Functions(named);
      Operand<TFloat32> y = functions.of(op.operator(), in.get(0), in.get(1));
      return op.fused().map(f -> functions.of(f, y)).orElse(y);
    }

    @Override
    public Operand<TFloat32> softmax(Op.Softmax op) {
      return named.nn.softmax(in.get(0));
    }

    @Override
    public Operand<TFloat32> product(Op.Product op) {
      BatchMatMul.Options transposed = BatchMatMul.adjY(op.transposed());
      return named.train.batchMatMul(in.get(0), in.get(1), TFloat32.class, transposed);
    }

    @Override
    public Operand<TFloat32> pool(Op.Pool op) {
      return new Images(named, step).pool(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> reduce(Op.Reduce op) {
      return new Images(named, step).reduce(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> transpose(ShapeOp.Transpose op) {
      return new Images(named, step).transpose(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> reshape(ShapeOp.Reshape op) {
      return new Images(named, step).reshape(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> pad(ShapeOp.Pad op) {
      return new Images(named, step).pad(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> slice(ShapeOp.Slice op) {
      return new Images(named, step).slice(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> spaceToDepth(ShapeOp.SpaceToDepth op) {
      return named.nn.spaceToDepth(in.get(0), (long) op.block());
    }

    @Override
    public Operand<TFloat32> depthToSpace(ShapeOp.DepthToSpace op) {
      return named.nn.depthToSpace(in.get(0), (long) op.block());
    }

    @Override
    public Operand<TFloat32> resize(Op.Resize op) {
      return new Images(named, step).resize(op, in.get(0));
    }

    @Override
    public Operand<TFloat32> concat(Op.Concat op) {
      return in.size() == 1
          ? named.identity(in.get(0))
          : named.concat(new ArrayList<>(in), named.constant(op.axis()));
    }

    @Override
    public Operand<TFloat32> dropout(Op.Dropout op) {
      return dropout.of(op, in.get(0));
    }
  }
}
