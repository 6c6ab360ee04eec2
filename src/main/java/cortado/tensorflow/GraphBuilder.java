package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Turns a program into TensorFlow's ops, for inference or for training. */
final class GraphBuilder {
  private final Ops tf;
  private final Mode mode;
  private final Function<WeightId, Operand<TFloat32>> weights;
  private final Map<Value, Operand<TFloat32>> values = new HashMap<>();
  private final Normalization normalization;
  private final Dropout dropout;

  GraphBuilder(Ops tf, Mode mode, Function<WeightId, Operand<TFloat32>> weights) {
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
    for (Step step : program.steps()) {
      values.put(step.output(), step.op().accept(new StepBuilder(step)));
    }
    return this;
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
    private final List<Operand<TFloat32>> in;
    private final Ops named;

    StepBuilder(Step step) {
      this.step = step;
      this.in = step.inputs().stream().map(values::get).toList();
      this.named = tf.withSubScope(Names.legal(step.output().name()));
    }

    @Override
    public Operand<TFloat32> convolution(Op.Convolution op) {
      Convolutions c = new Convolutions(named, mode, step);
      return finished(op, c.convolution(op, in.get(0), weights.apply(op.kernel())));
    }

    @Override
    public Operand<TFloat32> transposedConvolution(Op.TransposedConvolution op) {
      Convolutions c = new Convolutions(named, mode, step);
      return finished(op, c.transposed(op, in.get(0), weights.apply(op.kernel())));
    }

    @Override
    public Operand<TFloat32> matrixProduct(Op.MatrixProduct op) {
      return finished(
          op, new MatrixProducts(named, step).product(in.get(0), weights.apply(op.kernel())));
    }

    @Override
    public Operand<TFloat32> batchNorm(Op.BatchNorm op) {
      return normalization.batchNorm(op, in.get(0), step.input().shape());
    }

    @Override
    public Operand<TFloat32> unary(Op.Unary op) {
      return function(op.function(), in.get(0));
    }

    @Override
    public Operand<TFloat32> softmax(Op.Softmax op) {
      return named.nn.softmax(in.get(0));
    }

    @Override
    public Operand<TFloat32> pool(Op.Pool op) {
      List<Long> window = Windows4.of(op.window());
      List<Long> strides = Windows4.of(op.strides());
      String padding = op.padding().name();
      return switch (op.kind()) {
        case MAX ->
            named.nn.maxPool(
                in.get(0),
                Windows4.operand(named, window),
                Windows4.operand(named, strides),
                padding);
        case AVERAGE -> named.nn.avgPool(in.get(0), window, strides, padding);
      };
    }

    @Override
    public Operand<TFloat32> concat(Op.Concat op) {
      return in.size() == 1
          ? named.identity(in.get(0))
          : named.concat(new ArrayList<>(in), named.constant(op.axis()));
    }

    @Override
    public Operand<TFloat32> reshape(Op.Reshape op) {
      return named.reshape(in.get(0), named.constant(op.shape().dims()));
    }

    @Override
    public Operand<TFloat32> dropout(Op.Dropout op) {
      return dropout.of(op, in.get(0));
    }

    private Operand<TFloat32> finished(Op.Linear op, Operand<TFloat32> product) {
      Operand<TFloat32> y = product;
      if (op.bias().isPresent()) {
        y = named.nn.biasAdd(y, weights.apply(op.bias().get()));
      }
      Optional<Op.Function> fused = op.fused();
      return fused.isPresent() ? function(fused.get(), y) : y;
    }

    private Operand<TFloat32> function(Op.Function f, Operand<TFloat32> x) {
      return switch (f) {
        case RELU -> named.nn.relu(x);
        case SIGMOID -> named.math.sigmoid(x);
        case TANH -> named.math.tanh(x);
      };
    }
  }
}
