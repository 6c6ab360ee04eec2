package cortado.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Border;
import cortado.graph.Interpolation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Each op's gradients, by its input and by its weights, against central differences. */
class GradientTest {
  private static final Shape IMAGE = Shape.of(2, 6, 6, 4);
  private static final Border BORDER = new Border(1, 0, 0, 2);
  private static final Optional<Op.Function> RELU = Optional.of(Op.Function.RELU);
  private static final Size2 THREE = Size2.square(3);
  private static final Size2 TWO = Size2.square(2);

  record Case(Op op, Shape input, Shape output, Map<String, Shape> weights) {}

  @BeforeAll
  static void load() {
    TensorFlowLibrary.load();
  }

  static Stream<Named<Case>> cases() {
    return Stream.of(
            fixedCases(),
            Arrays.stream(Op.Function.values()).map(f -> of("unary " + f, new Op.Unary(f))),
            Arrays.stream(Op.Operator.values()).map(f -> of("binary " + f, new Op.Binary(f))))
        .flatMap(s -> s);
  }

  private static Stream<Named<Case>> fixedCases() {
    Map<String, Shape> batchNorm = new LinkedHashMap<>();
    for (String w : List.of("gamma", "beta", "mean", "variance")) {
      batchNorm.put(w, Shape.of(4));
    }
    return Stream.of(
        conv("same", Size2.ONE, Padding.SAME, Size2.ONE, 1, Shape.of(2, 6, 6, 6)),
        conv("strided", TWO, Padding.SAME, Size2.ONE, 1, Shape.of(2, 3, 3, 6)),
        conv("valid", TWO, Padding.VALID, Size2.ONE, 1, Shape.of(2, 2, 2, 6)),
        conv("dilated", Size2.ONE, Padding.SAME, TWO, 1, Shape.of(2, 6, 6, 6)),
        conv("dilated unevenly", Size2.ONE, Padding.SAME, new Size2(2, 4), 1, Shape.of(2, 6, 6, 6)),
        conv("dilated valid", Size2.ONE, Padding.VALID, new Size2(2, 1), 1, Shape.of(2, 2, 4, 6)),
        conv("groups", Size2.ONE, Padding.SAME, Size2.ONE, 2, Shape.of(2, 6, 6, 6)),
        conv("dilated groups", Size2.ONE, Padding.SAME, TWO, 2, Shape.of(2, 6, 6, 6)),
        conv("one channel to a group", Size2.ONE, Padding.SAME, Size2.ONE, 4, Shape.of(2, 6, 6, 8)),
        of(
            "convolution of one row",
            new Op.Convolution(
                weight("kernel"), id("bias"), Size2.ONE, Padding.SAME, Size2.ONE, 1, RELU),
            Shape.of(2, 1, 9, 4),
            Shape.of(2, 1, 9, 6),
            Map.of("kernel", Shape.of(3, 4, 6), "bias", Shape.of(6))),
        of(
            "convolution of one row dilated",
            new Op.Convolution(
                weight("kernel"),
                id("bias"),
                Size2.ONE,
                Padding.VALID,
                new Size2(1, 2),
                1,
                Optional.empty()),
            Shape.of(2, 1, 9, 4),
            Shape.of(2, 1, 5, 6),
            Map.of("kernel", Shape.of(3, 4, 6), "bias", Shape.of(6))),
        depthwise("same", Size2.ONE, Padding.SAME, Size2.ONE, Shape.of(2, 6, 6, 8)),
        depthwise("strided", TWO, Padding.VALID, Size2.ONE, Shape.of(2, 2, 2, 8)),
        depthwise("dilated", Size2.ONE, Padding.SAME, TWO, Shape.of(2, 6, 6, 8)),
        transposed("2x2", TWO, TWO, Padding.SAME, Shape.of(2, 12, 12, 3)),
        transposed("3x3 same", THREE, TWO, Padding.SAME, Shape.of(2, 12, 12, 3)),
        transposed("3x3 valid", THREE, TWO, Padding.VALID, Shape.of(2, 13, 13, 3)),
        dense("rank 2", Shape.of(3, 5), Shape.of(3, 7)),
        dense("rank 4", Shape.of(2, 3, 3, 5), Shape.of(2, 3, 3, 7)),
        of(
            "batch norm",
            new Op.BatchNorm(
                id("gamma"), id("beta"), weight("mean"), weight("variance"), 0.9f, 1e-3f),
            IMAGE,
            IMAGE,
            batchNorm),
        of(
            "batch norm rank 2",
            new Op.BatchNorm(
                id("gamma"), id("beta"), weight("mean"), weight("variance"), 0.9f, 1e-3f),
            Shape.of(8, 4),
            Shape.of(8, 4),
            batchNorm),
        of(
            "batch norm without scale and offset",
            new Op.BatchNorm(
                Optional.empty(),
                Optional.empty(),
                weight("mean"),
                weight("variance"),
                0.9f,
                1e-3f),
            IMAGE,
            IMAGE,
            Map.of("mean", Shape.of(4), "variance", Shape.of(4))),
        of("softmax", new Op.Softmax()),
        of("softmax rank 2", new Op.Softmax(), Shape.of(3, 5), Shape.of(3, 5), Map.of()),
        of(
            "max pool",
            new Op.Pool(Op.PoolKind.MAX, TWO, TWO, Padding.VALID),
            IMAGE,
            Shape.of(2, 3, 3, 4),
            Map.of()),
        of(
            "average pool",
            new Op.Pool(Op.PoolKind.AVERAGE, THREE, TWO, Padding.SAME),
            IMAGE,
            Shape.of(2, 3, 3, 4),
            Map.of()),
        of("leaky relu", new Op.LeakyRelu(0.3f)),
        of("affine", new Op.Affine(-0.4f, 0.7f)),
        of("pad", new Op.Pad(BORDER), IMAGE, Shape.of(2, 7, 8, 4), Map.of()),
        of("crop", new Op.Crop(BORDER), IMAGE, Shape.of(2, 5, 4, 4), Map.of()),
        of(
            "global mean",
            new Op.Reduce(Op.PoolKind.AVERAGE, false),
            IMAGE,
            Shape.of(2, 4),
            Map.of()),
        of(
            "global maximum",
            new Op.Reduce(Op.PoolKind.MAX, true),
            IMAGE,
            Shape.of(2, 1, 1, 4),
            Map.of()),
        of(
            "resize nearest",
            resize(Interpolation.NEAREST),
            IMAGE,
            Shape.of(2, 12, 18, 4),
            Map.of()),
        of(
            "resize bilinear",
            resize(Interpolation.BILINEAR),
            IMAGE,
            Shape.of(2, 12, 18, 4),
            Map.of()),
        of("concat", new Op.Concat(3), IMAGE, Shape.of(2, 6, 6, 8), Map.of()),
        of(
            "reshape",
            new Op.Reshape(Shape.of(Shape.UNKNOWN, 144)),
            IMAGE,
            Shape.of(2, 144),
            Map.of()),
        of("dropout that drops nothing", new Op.Dropout(0)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreThoseOfCentralDifferences(Case c) {
    Random random = new Random(5);
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    c.weights().forEach((name, shape) -> weights.put(weight(name), gaussian(random, shape)));
    Program program = program(c, weights);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Map<WeightId, Placeholder<TFloat32>> fed = new LinkedHashMap<>();
      WeightId input = weight("x");
      fed.put(input, placeholder(tf, c.input()));
      weights.forEach(
          (id, t) -> {
            if (isTrained(c.op(), id)) {
              fed.put(id, placeholder(tf, t.shape()));
            }
          });
      Variables statistics = new Variables(tf, program.weights());
      Operand<TFloat32> y =
          new GraphBuilder(
                  tf,
                  Mode.training(1),
                  id -> fed.containsKey(id) ? fed.get(id) : statistics.apply(id))
              .add(program, List.of(fed.get(input)))
              .get(program.outputs().get(0));
      // A fixed random direction makes one number of the output, so that no error cancels out.
      Tensor direction = gaussian(random, c.output());
      Operand<TFloat32> sum =
          tf.reduceSum(
              tf.reshape(
                  tf.math.mul(y, tf.constant(NativeTensors.copyOf(direction))),
                  tf.constant(new int[] {-1})),
              tf.constant(0));
      Map<WeightId, Tensor> at = new LinkedHashMap<>(weights);
      at.put(input, gaussian(random, c.input()));
      Probe probe = new Probe(session, fed, y, direction.floats());
      for (WeightId id : fed.keySet()) {
        Output<?>[] gradient =
            graph.addGradients(sum.asOutput(), new Output<?>[] {fed.get(id).asOutput()});
        probe.check(id, at, gradient[0], random);
      }
    }
  }

  /** Compares gradients with differences at some elements. */
  private record Probe(
      Session session,
      Map<WeightId, Placeholder<TFloat32>> fed,
      Operand<TFloat32> output,
      float[] direction) {
    private static final float STEP = 1e-2f;

    void check(WeightId id, Map<WeightId, Tensor> at, Output<?> gradient, Random random) {
      float[] analytic = fetch(at, gradient);
      for (int k = 0; k < 12; k++) {
        int i = random.nextInt(analytic.length);
        double numeric =
            (value(moved(at, id, i, STEP)) - value(moved(at, id, i, -STEP))) / (2 * STEP);
        assertThat((double) analytic[i])
            .as("%s [%d]", id, i)
            .isCloseTo(
                numeric, org.assertj.core.api.Assertions.within(0.02 + 0.02 * Math.abs(numeric)));
      }
    }

    private double value(Map<WeightId, Tensor> at) {
      float[] y = fetch(at, output.asOutput());
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += (double) y[i] * direction[i];
      }
      return sum;
    }

    private float[] fetch(Map<WeightId, Tensor> at, Output<?> what) {
      List<TFloat32> open = new ArrayList<>();
      Session.Runner runner = session.runner().fetch(what);
      fed.forEach(
          (id, placeholder) -> {
            TFloat32 t = NativeTensors.copyOf(at.get(id));
            open.add(t);
            runner.feed(placeholder, t);
          });
      try (Result r = runner.run()) {
        return NativeTensors.read((TFloat32) r.get(0)).floats();
      } finally {
        open.forEach(TFloat32::close);
      }
    }

    private static Map<WeightId, Tensor> moved(
        Map<WeightId, Tensor> at, WeightId id, int element, float by) {
      float[] v = at.get(id).floats();
      v[element] += by;
      Map<WeightId, Tensor> copy = new LinkedHashMap<>(at);
      copy.put(id, Tensor.of(at.get(id).shape(), v));
      return copy;
    }
  }

  private static boolean isTrained(Op op, WeightId id) {
    return !(op instanceof Op.BatchNorm bn) || !id.equals(bn.mean()) && !id.equals(bn.variance());
  }

  private static Program program(Case c, Map<WeightId, Tensor> weights) {
    Value x = new Value(0, "x", c.input().withDim(0, Shape.UNKNOWN));
    Value y = new Value(1, "y", c.output().withDim(0, Shape.UNKNOWN));
    List<Step> steps = new ArrayList<>();
    List<Value> inputs = c.op() instanceof Op.Concat ? List.of(x, x) : List.of(x);
    if (c.op() instanceof Op.Binary) {
      Value other = new Value(2, "other", x.shape());
      steps.add(new Step("layer", new Op.Affine(-0.5f, 0.3f), inputs, other));
      inputs = List.of(x, other);
    }
    steps.add(new Step("layer", c.op(), inputs, y));
    return new Program(steps, List.of(x), List.of(y), Weights.of(weights));
  }

  private static Named<Case> conv(
      String name, Size2 strides, Padding padding, Size2 dilation, int groups, Shape output) {
    Op op =
        new Op.Convolution(
            weight("kernel"), id("bias"), strides, padding, dilation, groups, Optional.empty());
    Map<String, Shape> weights =
        Map.of(
            "kernel", Shape.of(3, 3, 4 / groups, output.dim(3)), "bias", Shape.of(output.dim(3)));
    return of("convolution " + name, op, IMAGE, output, weights);
  }

  private static Named<Case> depthwise(
      String name, Size2 strides, Padding padding, Size2 dilation, Shape output) {
    Op op =
        new Op.DepthwiseConvolution(
            weight("kernel"), id("bias"), strides, padding, dilation, Optional.empty());
    Map<String, Shape> weights = Map.of("kernel", Shape.of(3, 3, 4, 2), "bias", Shape.of(8));
    return of("depthwise convolution " + name, op, IMAGE, output, weights);
  }

  private static Op resize(Interpolation how) {
    return new Op.Resize(how, new Size2(2, 3));
  }

  private static Named<Case> transposed(
      String name, Size2 window, Size2 strides, Padding padding, Shape output) {
    Op op =
        new Op.TransposedConvolution(
            weight("kernel"), id("bias"), strides, padding, Optional.empty());
    Map<String, Shape> weights =
        Map.of("kernel", Shape.of(window.height(), window.width(), 3, 4), "bias", Shape.of(3));
    return of("transposed convolution " + name, op, IMAGE, output, weights);
  }

  private static Named<Case> dense(String name, Shape input, Shape output) {
    Op op = new Op.MatrixProduct(weight("kernel"), id("bias"), Optional.of(Op.Function.TANH));
    return of(
        "matrix product " + name,
        op,
        input,
        output,
        Map.of("kernel", Shape.of(5, 7), "bias", Shape.of(7)));
  }

  private static Named<Case> of(String name, Op op) {
    return of(name, op, IMAGE, IMAGE, Map.of());
  }

  private static Named<Case> of(
      String name, Op op, Shape input, Shape output, Map<String, Shape> weights) {
    return Named.of(name, new Case(op, input, output, weights));
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(NativeTensors.shape(shape)));
  }

  private static Tensor gaussian(Random random, Shape shape) {
    float[] v = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, v);
  }

  private static WeightId weight(String name) {
    return new WeightId("layer", name);
  }

  private static Optional<WeightId> id(String name) {
    return Optional.of(weight(name));
  }
}
