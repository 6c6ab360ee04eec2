package cortado.prune.channels;

import cortado.graph.ChannelSource;
import cortado.graph.Layer;
import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.OpVisitor;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Span;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the channels, which are the positions along the last axis, through a program. Each op
 * answers with the labels of its output; an op through which channels cannot be followed fixes
 * them. Values whose last extent is unknown have no labels.
 */
final class ChannelTrace implements OpVisitor<int[]> {
  private static final int[] UNKNOWN = {};

  private final Program program;
  private final Map<String, Layer> layers;
  private final ChannelLabels labels;
  private final WeightLabels weights;
  private final Map<Value, int[]> channels = new HashMap<>();
  private Step step;

  private ChannelTrace(Program program, Map<String, Layer> layers, ChannelLabels labels) {
    this.program = program;
    this.layers = layers;
    this.labels = labels;
    weights = new WeightLabels(program, labels);
  }

  /**
   * What was found.
   *
   * @param channels the labels of each value
   */
  record Traced(Map<Value, int[]> channels, WeightLabels weights) {}

  /**
   * @param layers by their paths
   */
  static Traced trace(Program program, Map<String, Layer> layers, ChannelLabels labels) {
    ChannelTrace t = new ChannelTrace(program, layers, labels);
    program.inputs().forEach(v -> t.channels.put(v, fixed(v.shape())));
    for (Step s : program.steps()) {
      t.step = s;
      t.channels.put(s.output(), s.op().accept(t));
    }
    program.outputs().forEach(v -> labels.fix(t.channels.get(v)));
    return new Traced(t.channels, t.weights);
  }

  private static int[] fixed(Shape shape) {
    int last = shape.rank() == 0 ? 0 : shape.dim(-1);
    return last == Shape.UNKNOWN ? UNKNOWN : ChannelLabels.fixed(last);
  }

  private int[] input() {
    return channels.get(step.input());
  }

  /** What comes in must stay, and what goes out, too. */
  private int[] fixed() {
    step.inputs().forEach(v -> labels.fix(channels.get(v)));
    return fixed(step.output().shape());
  }

  @Override
  public int[] convolution(LinearOp.Convolution op) {
    if (op.groups() > 1) {
      return fixed();
    }
    weights.along(op.kernel(), -2, Use.INPUT, input());
    return outputs(op, op.bias());
  }

  @Override
  public int[] depthwiseConvolution(LinearOp.DepthwiseConvolution op) {
    weights.along(op.kernel(), -2, Use.OTHER, input());
    int[] in = input();
    int[] out = new int[step.output().shape().dim(-1)];
    Arrays.setAll(out, i -> in[i / (out.length / in.length)]);
    return biased(op.bias(), out);
  }

  @Override
  public int[] transposedConvolution(LinearOp.TransposedConvolution op) {
    weights.along(op.kernel(), -1, Use.INPUT, input());
    return outputs(op, op.bias());
  }

  @Override
  public int[] matrixProduct(LinearOp.MatrixProduct op) {
    weights.along(op.kernel(), -2, Use.INPUT, input());
    return outputs(op, op.bias());
  }

  /** New channels, if the layer can be told to make fewer. */
  private int[] outputs(LinearOp op, Optional<WeightId> bias) {
    int n = step.output().shape().dim(-1);
    boolean free = layers.get(op.kernel().layer()) instanceof ChannelSource;
    int[] out = free ? labels.fresh(n) : ChannelLabels.fixed(n);
    weights.along(op.kernel(), op.outputAxis(), Use.OUTPUT, out);
    return biased(bias, out);
  }

  private int[] biased(Optional<WeightId> bias, int[] out) {
    bias.ifPresent(id -> weights.along(id, -1, Use.OTHER, out));
    return out;
  }

  @Override
  public int[] batchNorm(Op.BatchNorm op) {
    op.gamma().ifPresent(id -> weights.along(id, -1, Use.SCALE, input()));
    weights.along(op.mean(), -1, Use.OTHER, input());
    weights.along(op.variance(), -1, Use.OTHER, input());
    return biased(op.beta(), input());
  }

  @Override
  public int[] standardize(Op.Standardize op) {
    return op.axes().contains(step.input().shape().rank() - 1) ? fixed() : input();
  }

  @Override
  public int[] scale(Op.Scale op) {
    op.factor().ifPresent(id -> weights.along(id, -1, Use.OTHER, input()));
    return biased(op.offset(), input());
  }

  @Override
  public int[] unary(Op.Unary op) {
    return input();
  }

  @Override
  public int[] leakyRelu(Op.LeakyRelu op) {
    return input();
  }

  @Override
  public int[] parametricRelu(Op.ParametricRelu op) {
    if (program.weights().get(op.alpha()).shape().dim(-1) > 1) {
      weights.along(op.alpha(), -1, Use.OTHER, input());
    }
    return input();
  }

  @Override
  public int[] affine(Op.Affine op) {
    return input();
  }

  /** Both have the same channels, or one is repeated for each channel of the other. */
  @Override
  public int[] binary(Op.Binary op) {
    int[] a = channels.get(step.inputs().get(0));
    int[] b = channels.get(step.inputs().get(1));
    if (a == UNKNOWN || b == UNKNOWN) {
      return fixed();
    } else if (a.length == b.length) {
      labels.tie(a, b);
    }
    return a.length == 1 ? b : a;
  }

  @Override
  public int[] softmax(Op.Softmax op) {
    return fixed();
  }

  /** The columns of the second are those of the output; what is summed over stays. */
  @Override
  public int[] product(Op.Product op) {
    if (op.transposed()) {
      return fixed();
    }
    labels.fix(input());
    return channels.get(step.inputs().get(1));
  }

  @Override
  public int[] pool(Op.Pool op) {
    return input();
  }

  @Override
  public int[] reduce(Op.Reduce op) {
    return op.axes().contains(step.input().shape().rank() - 1) ? fixed() : input();
  }

  @Override
  public int[] transpose(ShapeOp.Transpose op) {
    int last = op.axes().size() - 1;
    return op.axes().get(last) == last ? input() : fixed();
  }

  /**
   * Element f of the input is channel f mod a of it, and channel f mod b of the output. Those of
   * one remainder by the greatest common divisor of a and b go together, and then keep their order.
   */
  @Override
  public int[] reshape(ShapeOp.Reshape op) {
    int[] in = input();
    int last = op.shape().rank() == 0 ? 0 : op.shape().dim(-1);
    if (in == UNKNOWN || last < 1 || in.length == 0) {
      return fixed();
    }
    int classes = gcd(in.length, last);
    for (int i = classes; i < in.length; i++) {
      labels.tie(in[i], in[i % classes]);
    }
    int[] out = new int[last];
    Arrays.setAll(out, i -> in[i % classes]);
    return out;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  @Override
  public int[] pad(ShapeOp.Pad op) {
    int last = op.before().size() - 1;
    return op.before().get(last) == 0 && op.after().get(last) == 0 ? input() : fixed();
  }

  @Override
  public int[] slice(ShapeOp.Slice op) {
    Span span = op.spans().get(op.spans().size() - 1);
    return span.equals(Span.ALL) ? input() : fixed();
  }

  /** Output channel p x C + c is channel c at place p of the block. */
  @Override
  public int[] spaceToDepth(ShapeOp.SpaceToDepth op) {
    int[] in = input();
    int[] out = new int[step.output().shape().dim(-1)];
    Arrays.setAll(out, i -> in[i % in.length]);
    return out;
  }

  @Override
  public int[] depthToSpace(ShapeOp.DepthToSpace op) {
    int[] in = input();
    int n = step.output().shape().dim(-1);
    for (int i = n; i < in.length; i++) {
      labels.tie(in[i], in[i % n]);
    }
    return Arrays.copyOf(in, n);
  }

  @Override
  public int[] resize(Op.Resize op) {
    return input();
  }

  @Override
  public int[] concat(Op.Concat op) {
    List<int[]> parts = step.inputs().stream().map(channels::get).toList();
    if (parts.contains(UNKNOWN)) {
      return fixed();
    } else if (op.axis() == step.output().shape().rank() - 1) {
      return parts.stream().flatMapToInt(Arrays::stream).toArray();
    }
    parts.forEach(p -> labels.tie(parts.get(0), p));
    return parts.get(0);
  }

  @Override
  public int[] dropout(Op.Dropout op) {
    return input();
  }
}
