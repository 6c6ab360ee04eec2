package cortado.tensorflow;

import static cortado.tensorflow.GradientCases.weight;
import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tensorflow.GradientCases.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
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
  @BeforeAll
  static void load() {
    TensorFlowLibrary.load();
  }

  @ParameterizedTest
  @MethodSource("cortado.tensorflow.GradientCases#all")
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
}
