package cortado.tflite;

import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a program computes for a batch of 1, by the definition of each op, in double precision. */
public final class NaiveExecution implements OpVisitor<double[]> {
  private final Program program;
  private final Map<Value, double[]> values = new HashMap<>();
  private Step step;

  private NaiveExecution(Program program) {
    this.program = program;
  }

  public static List<Tensor> run(Program program, List<Tensor> inputs) {
    NaiveExecution e = new NaiveExecution(program);
    for (int i = 0; i < inputs.size(); i++) {
      e.values.put(program.inputs().get(i), doubles(inputs.get(i)));
    }
    for (Step s : program.steps()) {
      e.step = s;
      e.values.put(s.output(), s.op().accept(e));
    }
    return program.outputs().stream().map(v -> tensor(shape(v), e.values.get(v))).toList();
  }

  @Override
  public double[] convolution(LinearOp.Convolution op) {
    Tensor kernel = weight(op.kernel());
    int perGroup = kernel.shape().dim(-2);
    int filters = kernel.shape().dim(-1);
    double[] k = doubles(kernel);
    SlidingWindow w = new SlidingWindow(kernel.shape(), op.strides(), op.dilation(), op.padding());
    SlidingWindow.Tap tap =
        (at, position, filter, c) -> {
          int from = filter / (filters / op.groups()) * perGroup + c;
          return at.of(from) * k[(position * perGroup + c) * filters + filter];
        };
    return finish(w.slide(image(step.input()), image(step.output()), perGroup, tap), op);
  }

  @Override
  public double[] depthwiseConvolution(LinearOp.DepthwiseConvolution op) {
    Tensor kernel = weight(op.kernel());
    int multiplier = kernel.shape().dim(-1);
    int filters = kernel.shape().dim(-2) * multiplier;
    double[] k = doubles(kernel);
    SlidingWindow w = new SlidingWindow(kernel.shape(), op.strides(), op.dilation(), op.padding());
    SlidingWindow.Tap tap =
        (at, position, filter, c) -> at.of(filter / multiplier) * k[position * filters + filter];
    return finish(w.slide(image(step.input()), image(step.output()), 1, tap), op);
  }

  @Override
  public double[] transposedConvolution(LinearOp.TransposedConvolution op) {
    Image x = image(step.input());
    Image y = image(step.output());
    Shape s = weight(op.kernel()).shape();
    int height = s.rank() == 3 ? 1 : s.dim(0);
    int width = s.dim(-3);
    double[] k = doubles(weight(op.kernel()));
    Size2 d = op.dilation();
    Size2 stride = op.strides();
    int top =
        SlidingWindow.before(
            y.height(), x.height(), height, stride.height(), d.height(), op.padding());
    int left =
        SlidingWindow.before(y.width(), x.width(), width, stride.width(), d.width(), op.padding());
    x.fill(
        (row, column, channel) -> {
          double v = x.at(row, column, channel);
          for (int p = 0; p < height * width; p++) {
            for (int f = 0; f < y.channels(); f++) {
              y.add(
                  row * stride.height() - top + p / width * d.height(),
                  column * stride.width() - left + p % width * d.width(),
                  f,
                  v * k[(p * y.channels() + f) * x.channels() + channel]);
            }
          }
          return v;
        });
    return finish(y.data(), op);
  }

  @Override
  public double[] matrixProduct(LinearOp.MatrixProduct op) {
    Shape s = weight(op.kernel()).shape();
    double[] k = doubles(weight(op.kernel()));
    double[] x = values.get(step.input());
    double[] y = new double[x.length / s.dim(0) * s.dim(1)];
    for (int i = 0; i < y.length; i++) {
      for (int c = 0; c < s.dim(0); c++) {
        y[i] += x[i / s.dim(1) * s.dim(0) + c] * k[c * s.dim(1) + i % s.dim(1)];
      }
    }
    return finish(y, op);
  }

  @Override
  public double[] batchNorm(Op.BatchNorm op) {
    double[] y = values.get(step.input()).clone();
    double[] mean = doubles(weight(op.mean()));
    double[] variance = doubles(weight(op.variance()));
    for (int i = 0; i < y.length; i++) {
      int c = i % mean.length;
      double gamma = op.gamma().map(id -> doubles(weight(id))[c]).orElse(1.0);
      double beta = op.beta().map(id -> doubles(weight(id))[c]).orElse(0.0);
      y[i] = (y[i] - mean[c]) / Math.sqrt(variance[c] + op.epsilon()) * gamma + beta;
    }
    return y;
  }

  @Override
  public double[] standardize(Op.Standardize op) {
    double[] x = values.get(step.input());
    Shape shape = shape(step.input());
    int groups = 1;
    int[] group = new int[x.length];
    for (int axis = 0, inner = x.length; axis < shape.rank(); axis++) {
      int extent = shape.dim(axis);
      inner /= extent;
      if (!op.axes().contains(axis)) {
        for (int i = 0; i < x.length; i++) {
          group[i] = group[i] * extent + i / inner % extent;
        }
        groups *= extent;
      }
    }
    double each = (double) x.length / groups;
    double[] mean = new double[groups];
    double[] variance = new double[groups];
    for (int i = 0; op.centered() && i < x.length; i++) {
      mean[group[i]] += x[i] / each;
    }
    for (int i = 0; i < x.length; i++) {
      variance[group[i]] += Math.pow(x[i] - mean[group[i]], 2) / each;
    }
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (x[i] - mean[group[i]]) / Math.sqrt(variance[group[i]] + op.epsilon());
    }
    return y;
  }

  @Override
  public double[] scale(Op.Scale op) {
    double[] y = values.get(step.input()).clone();
    int channels = step.input().shape().dim(-1);
    for (int i = 0; i < y.length; i++) {
      int c = i % channels;
      double factor = op.factor().map(id -> doubles(weight(id))[c]).orElse(1.0);
      y[i] = y[i] * factor + op.offset().map(id -> doubles(weight(id))[c]).orElse(0.0);
    }
    return y;
  }

  @Override
  public double[] unary(Op.Unary op) {
    return apply(values.get(step.input()), Optional.of(op.function()));
  }

  @Override
  public double[] leakyRelu(Op.LeakyRelu op) {
    return NaiveOps.each(values.get(step.input()), x -> x > 0 ? x : x * op.slope());
  }

  @Override
  public double[] parametricRelu(Op.ParametricRelu op) {
    Shape x = shape(step.input());
    Tensor alpha = weight(op.alpha());
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    System.arraycopy(alpha.shape().dims(), 0, dims, 1, dims.length - 1);
    double[] below =
        NaiveOps.binary(
            Op.Operator.MULTIPLY, x, values.get(step.input()), Shape.of(dims), doubles(alpha), x);
    double[] y = values.get(step.input()).clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] > 0 ? y[i] : below[i];
    }
    return y;
  }

  @Override
  public double[] affine(Op.Affine op) {
    return NaiveOps.each(values.get(step.input()), x -> x * op.factor() + op.offset());
  }

  @Override
  public double[] binary(Op.Binary op) {
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    double[] y =
        NaiveOps.binary(
            op.operator(), shape(a), values.get(a), shape(b), values.get(b), shape(step.output()));
    return apply(y, op.fused());
  }

  @Override
  public double[] product(Op.Product op) {
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    return NaiveOps.product(
        op.transposed(), shape(a), values.get(a), shape(b), values.get(b), shape(step.output()));
  }

  @Override
  public double[] reduce(Op.Reduce op) {
    return NaiveOps.reduce(op, values.get(step.input()), shape(step.input()));
  }

  @Override
  public double[] transpose(ShapeOp.Transpose op) {
    return moved((at, axis) -> at[op.axes().indexOf(axis)]);
  }

  @Override
  public double[] pad(ShapeOp.Pad op) {
    return moved((at, axis) -> at[axis] - op.before().get(axis));
  }

  @Override
  public double[] slice(ShapeOp.Slice op) {
    Shape in = shape(step.input());
    return moved(
        (at, axis) -> {
          Span span = op.spans().get(axis);
          int begin = span.begin() < 0 ? span.begin() + in.dim(axis) : span.begin();
          return begin + at[axis] * span.step();
        });
  }

  @Override
  public double[] spaceToDepth(ShapeOp.SpaceToDepth op) {
    int b = op.block();
    int channels = step.input().shape().dim(3);
    return moved(
        (at, axis) ->
            switch (axis) {
              case 1 -> at[1] * b + at[3] / channels / b;
              case 2 -> at[2] * b + at[3] / channels % b;
              case 3 -> at[3] % channels;
              default -> at[axis];
            });
  }

  @Override
  public double[] depthToSpace(ShapeOp.DepthToSpace op) {
    int b = op.block();
    int channels = step.output().shape().dim(3);
    return moved(
        (at, axis) ->
            switch (axis) {
              case 1, 2 -> at[axis] / b;
              case 3 -> (at[1] % b * b + at[2] % b) * channels + at[3];
              default -> at[axis];
            });
  }

  private double[] moved(NaiveOps.Source source) {
    return NaiveOps.moved(
        values.get(step.input()), shape(step.input()), shape(step.output()), source);
  }

  @Override
  public double[] resize(Op.Resize op) {
    return NaiveOps.resize(op, values.get(step.input()), shape(step.input()), shape(step.output()));
  }

  @Override
  public double[] softmax(Op.Softmax op) {
    double[] y = values.get(step.input()).clone();
    int n = step.output().shape().dim(-1);
    for (int row = 0; row < y.length; row += n) {
      double sum = 0;
      for (int i = row; i < row + n; i++) {
        y[i] = Math.exp(y[i]);
        sum += y[i];
      }
      for (int i = row; i < row + n; i++) {
        y[i] /= sum;
      }
    }
    return y;
  }

  @Override
  public double[] pool(Op.Pool op) {
    Image x = image(step.input());
    Image y = image(step.output());
    Size2 w = op.window();
    int top =
        SlidingWindow.before(
            x.height(), y.height(), w.height(), op.strides().height(), 1, op.padding());
    int left =
        SlidingWindow.before(
            x.width(), y.width(), w.width(), op.strides().width(), 1, op.padding());
    y.fill(
        (row, column, channel) -> {
          double max = Double.NEGATIVE_INFINITY;
          double sum = 0;
          int n = 0;
          for (int i = 0; i < w.height(); i++) {
            for (int j = 0; j < w.width(); j++) {
              int r = row * op.strides().height() - top + i;
              int c = column * op.strides().width() - left + j;
              if (x.holds(r, c)) {
                max = Math.max(max, x.at(r, c, channel));
                sum += x.at(r, c, channel);
                n++;
              }
            }
          }
          return op.kind() == Op.PoolKind.MAX ? max : sum / n;
        });
    return y.data();
  }

  @Override
  public double[] concat(Op.Concat op) {
    Shape out = shape(step.output());
    double[] y = new double[Math.toIntExact(out.elements())];
    int inner = 1;
    for (int i = op.axis() + 1; i < out.rank(); i++) {
      inner *= out.dim(i);
    }
    int offset = 0;
    for (Value v : step.inputs()) {
      double[] x = values.get(v);
      int run = v.shape().dim(op.axis()) * inner;
      for (int i = 0; i < x.length / run; i++) {
        System.arraycopy(x, i * run, y, i * out.dim(op.axis()) * inner + offset, run);
      }
      offset += run;
    }
    return y;
  }

  @Override
  public double[] reshape(ShapeOp.Reshape op) {
    return values.get(step.input());
  }

  @Override
  public double[] dropout(Op.Dropout op) {
    return values.get(step.input());
  }

  private double[] finish(double[] y, LinearOp op) {
    if (op.bias().isPresent()) {
      double[] bias = doubles(weight(op.bias().get()));
      for (int i = 0; i < y.length; i++) {
        y[i] += bias[i % bias.length];
      }
    }
    return apply(y, op.fused());
  }

  private static double[] apply(double[] y, Optional<Op.Function> function) {
    return function.map(f -> NaiveOps.each(y, v -> NaiveOps.function(f, v))).orElse(y);
  }

  private Image image(Value v) {
    Shape s = shape(v);
    double[] data = values.getOrDefault(v, new double[Math.toIntExact(s.elements())]);
    return new Image(s.dim(1), s.dim(2), s.dim(3), data);
  }

  private Tensor weight(WeightId id) {
    return program.weights().get(id);
  }

  private static Shape shape(Value v) {
    return v.shape().withDim(0, 1);
  }

  private static double[] doubles(Tensor t) {
    float[] f = t.floats();
    double[] d = new double[f.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = f[i];
    }
    return d;
  }

  private static Tensor tensor(Shape shape, double[] values) {
    float[] f = new float[values.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) values[i];
    }
    return Tensor.of(shape, f);
  }
}
