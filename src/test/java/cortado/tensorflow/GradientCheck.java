package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Compares the gradients of a program in training, by its inputs and by its weights, with central
 * differences at some elements.
 */
public final class GradientCheck {
  private static final int ELEMENTS = 12;

  /** The shorter ones are for places where a function bends within the longer. */
  private static final float[] STEPS = {1e-2f, 1e-3f, 1e-4f};

  private static final double TOLERANCE = 0.02;

  private final Session session;
  private final Map<WeightId, Placeholder<TFloat32>> fed;
  private final Operand<TFloat32> output;
  private final float[] direction;
  private final Map<WeightId, Tensor> at;

  private GradientCheck(
      Session session,
      Map<WeightId, Placeholder<TFloat32>> fed,
      Operand<TFloat32> output,
      float[] direction,
      Map<WeightId, Tensor> at) {
    this.session = session;
    this.fed = fed;
    this.output = output;
    this.direction = direction;
    this.at = at;
  }

  /** The first difference that is too large; empty if there is none. */
  public static Optional<String> misfit(Program program, List<Tensor> inputs, long seed) {
    TensorFlowLibrary.load();
    Random random = new Random(seed);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Map<WeightId, Tensor> at = new LinkedHashMap<>();
      for (int i = 0; i < inputs.size(); i++) {
        at.put(new WeightId("input", Integer.toString(i)), inputs.get(i));
      }
      List<WeightId> inputIds = List.copyOf(at.keySet());
      Set<WeightId> statistics = statistics(program);
      program.weights().asMap().forEach((id, t) -> at.put(id, t));
      Map<WeightId, Placeholder<TFloat32>> fed = new LinkedHashMap<>();
      inputIds.forEach(id -> fed.put(id, placeholder(tf, at.get(id).shape())));
      Variables fixed = new Variables(tf, program.weights());
      GraphBuilder built =
          new GraphBuilder(
                  tf,
                  Mode.training(1),
                  id ->
                      statistics.contains(id)
                          ? fixed.apply(id)
                          : fed.computeIfAbsent(id, w -> placeholder(tf, at.get(w).shape())))
              .add(program, inputIds.stream().map(fed::get).toList());
      // A program may give its input back, and TensorFlow refuses to fetch what is fed.
      Operand<TFloat32> y = tf.identity(built.get(program.outputs().get(0)));
      // A fixed random direction makes one number of the output, so that no error cancels out.
      GradientCheck shape = new GradientCheck(session, fed, y, new float[0], at);
      Tensor direction = gaussian(random, shape.fetch(at, y.asOutput()).shape());
      Operand<TFloat32> sum =
          tf.reduceSum(
              tf.reshape(
                  tf.math.mul(y, tf.constant(NativeTensors.copyOf(direction))),
                  tf.constant(new int[] {-1})),
              tf.constant(0));
      GradientCheck check = new GradientCheck(session, fed, y, direction.floats(), at);
      for (WeightId id : fed.keySet()) {
        Output<?>[] gradient =
            graph.addGradients(sum.asOutput(), new Output<?>[] {fed.get(id).asOutput()});
        Optional<String> misfit = check.misfit(id, gradient[0], random);
        if (misfit.isPresent()) {
          return misfit;
        }
      }
      return Optional.empty();
    }
  }

  /** What the graph of a program for inference or for training computes. */
  public static List<Tensor> outputs(Program program, List<Tensor> inputs, boolean training) {
    TensorFlowLibrary.load();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, program.weights());
      List<Operand<TFloat32>> fed =
          inputs.stream()
              .<Operand<TFloat32>>map(t -> tf.constant(NativeTensors.copyOf(t)))
              .toList();
      Mode mode = training ? Mode.training(1) : Mode.INFERENCE;
      GraphBuilder built = new GraphBuilder(tf, mode, variables).add(program, fed);
      variables.initialize(session);
      Session.Runner runner = session.runner();
      program.outputs().forEach(v -> runner.fetch(built.get(v)));
      try (Result r = runner.run()) {
        return IntStream.range(0, program.outputs().size())
            .mapToObj(i -> NativeTensors.read((TFloat32) r.get(i)))
            .toList();
      }
    }
  }

  private Optional<String> misfit(WeightId id, Output<?> gradient, Random random) {
    float[] analytic = fetch(at, gradient).floats();
    for (int k = 0; k < ELEMENTS; k++) {
      int i = random.nextInt(analytic.length);
      double best = Double.NaN;
      for (float step : STEPS) {
        double numeric = (value(moved(id, i, step)) - value(moved(id, i, -step))) / (2 * step);
        if (!(Math.abs(best - analytic[i]) < Math.abs(numeric - analytic[i]))) {
          best = numeric;
        }
      }
      if (!(Math.abs(best - analytic[i]) <= TOLERANCE * (1 + Math.abs(best)))) {
        return Optional.of(id + "[" + i + "]: " + analytic[i] + ", by differences " + best);
      }
    }
    return Optional.empty();
  }

  private double value(Map<WeightId, Tensor> there) {
    float[] y = fetch(there, output.asOutput()).floats();
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += (double) y[i] * direction[i];
    }
    return sum;
  }

  private Tensor fetch(Map<WeightId, Tensor> there, Output<?> what) {
    List<TFloat32> open = new ArrayList<>();
    Session.Runner runner = session.runner().fetch(what);
    fed.forEach(
        (id, placeholder) -> {
          TFloat32 t = NativeTensors.copyOf(there.get(id));
          open.add(t);
          runner.feed(placeholder, t);
        });
    try (Result r = runner.run()) {
      return NativeTensors.read((TFloat32) r.get(0));
    } finally {
      open.forEach(TFloat32::close);
    }
  }

  private Map<WeightId, Tensor> moved(WeightId id, int element, float by) {
    float[] v = at.get(id).floats();
    v[element] += by;
    Map<WeightId, Tensor> copy = new LinkedHashMap<>(at);
    copy.put(id, Tensor.of(at.get(id).shape(), v));
    return copy;
  }

  private static Set<WeightId> statistics(Program program) {
    return program.steps().stream()
        .map(Step::op)
        .filter(Op.BatchNorm.class::isInstance)
        .map(Op.BatchNorm.class::cast)
        .flatMap(bn -> Stream.of(bn.mean(), bn.variance()))
        .collect(Collectors.toSet());
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Shape shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(NativeTensors.shape(shape)));
  }

  static Tensor gaussian(Random random, Shape shape) {
    float[] v = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, v);
  }
}
