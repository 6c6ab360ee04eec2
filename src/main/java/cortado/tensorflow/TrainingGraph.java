package cortado.tensorflow;

import cortado.data.Samples;
import cortado.graph.WeightId;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.RoundingHook;
import cortado.train.RoundingHook.Extent;
import cortado.train.RoundingHook.Grid;
import cortado.train.TrainingHooks;
import cortado.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A program with the sum of its outputs' losses and Adam, in native memory until closed. */
final class TrainingGraph implements AutoCloseable {
  private final GraphSession owned;
  private final Session session;
  private final Ops tf;
  private final Variables variables;
  private final Optional<Masks> masks;
  private final Adam adam;
  private final List<Placeholder<TFloat32>> inputs;
  private final List<Placeholder<TFloat32>> targets;
  private final Operand<TFloat32> loss;
  private final NoOp update;
  private final Program program;
  private Optional<Predictor> predictor = Optional.empty();
  private final Rounding rounding;
  private final List<Operand<TFloat32>> observed;
  private Map<String, Extent> seen = Map.of();
  private int steps;

  /**
   * Builds the graph.
   *
   * @param masked whether weights may be held at zero
   */
  static TrainingGraph open(Program program, TrainingPlan plan, boolean masked, Threads threads) {
    return open(program, plan, masked, TrainingHooks.NONE, threads);
  }

  /**
   * Builds the graph of a program that a hook made.
   *
   * @param masked whether weights may be held at zero
   */
  static TrainingGraph open(
      Program program, TrainingPlan plan, boolean masked, TrainingHooks hooks, Threads threads) {
    return GraphSession.build(
        threads, owned -> new TrainingGraph(owned, program, plan, masked, hooks));
  }

  private TrainingGraph(
      GraphSession owned, Program program, TrainingPlan plan, boolean masked, TrainingHooks hooks) {
    RoundingHook hook = hooks.rounding();
    this.owned = owned;
    this.session = owned.session();
    this.program = program;
    this.tf = owned.ops();
    this.variables = new Variables(tf, program.weights(), hooks.shared());
    this.masks = masked ? Optional.of(new Masks(tf)) : Optional.empty();
    this.adam = new Adam(tf);
    this.inputs = program.inputs().stream().map(v -> NativeTensors.placeholder(tf, v)).toList();
    LossOfOutputs losses = LossOfOutputs.of(tf, program, plan.loss());
    this.targets = losses.targets();
    this.rounding = IntegerRounding.of(tf, hook);
    Mode mode = hook == RoundingHook.NONE ? Mode.training(plan.seed()) : Mode.DIFFERENTIABLE;
    GraphBuilder built = new GraphBuilder(tf, mode, variables, rounding).add(program, inputs);
    this.observed = rounding.observed();
    this.loss = losses.sum(built);
    this.update = update(program, built.updates());
    variables.initialize(session);
    adam.initialize(session);
    masks.ifPresent(m -> m.initialize(session));
    rounding.initialize(session);
  }

  /** Trains on one batch and returns its loss before the change. */
  float step(Samples batch, double learningRate) {
    return step(batch, learningRate, false);
  }

  /**
   * Trains on one batch and returns its loss before the change.
   *
   * @param observe whether {@link #seen} is to know the extents of its values
   */
  float step(Samples batch, double learningRate, boolean observe) {
    List<Operand<TFloat32>> more = observe ? observed : List.of();
    try (Result result =
        step(
            batch,
            learningRate,
            runner -> {
              more.forEach(runner::fetch);
              return runner.run();
            })) {
      float[] numbers = new float[result.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = ((TFloat32) result.get(i)).getFloat();
      }
      float[] extents = Arrays.copyOfRange(numbers, 1, numbers.length);
      seen = observe ? rounding.extents(extents) : Map.of();
      return numbers[0];
    }
  }

  /** The extents of the observed values in the step before. */
  Map<String, Extent> seen() {
    return seen;
  }

  /** Changes grids. */
  void setGrids(Map<String, Grid> changed) {
    rounding.set(session, changed);
  }

  /**
   * Trains on one batch.
   *
   * @param way how the step is run, which decides what else is known of it
   * @return the loss before the change, and what else {@code way} gives; to be closed
   */
  Result step(Samples batch, double learningRate, Function<Session.Runner, Result> way) {
    Session.Runner runner = session.runner();
    List<TFloat32> fed = new ArrayList<>(adam.feed(runner, ++steps, learningRate));
    try {
      feed(runner, inputs, batch.inputs().tensors(), fed);
      feed(runner, targets, batch.targets().tensors(), fed);
      return way.apply(runner.addTarget(update).fetch(loss));
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  static void feed(
      Session.Runner runner,
      List<Placeholder<TFloat32>> to,
      List<Tensor> values,
      List<TFloat32> fed) {
    for (int i = 0; i < to.size(); i++) {
      TFloat32 copy = NativeTensors.copyOf(values.get(i));
      fed.add(copy);
      runner.feed(to.get(i), copy);
    }
  }

  /** Computes what the model does with the weights as they are then; closed with the graph. */
  Predictor predictor() {
    if (predictor.isEmpty()) {
      predictor =
          Optional.of(new ModelInTraining(tf, session, program, variables, rounding, inputs));
    }
    return predictor.get();
  }

  /** Changes masks; weights that they hold are 0 from now on. */
  void setMasks(Map<WeightId, Tensor> changed) {
    masks.ifPresent(m -> m.set(session, changed));
  }

  Tensor read(WeightId id) {
    return variables.read(session, id);
  }

  /** All weights that the program uses. */
  Map<WeightId, Tensor> readAll() {
    return variables.readAll(session);
  }

  @Override
  public void close() {
    owned.close();
  }

  private NoOp update(Program program, List<org.tensorflow.op.Op> statistics) {
    List<WeightId> trained = trained(program);
    List<Operand<TFloat32>> gradients = variables.gradients(owned.graph(), loss, trained);
    List<org.tensorflow.op.Op> all = new ArrayList<>(statistics);
    Ops gated =
        tf.withControlDependencies(tf.withControlDependencies(List.copyOf(gradients)).noOp());
    for (int i = 0; i < gradients.size(); i++) {
      all.add(update(gated, trained.get(i), gradients.get(i)));
    }
    return tf.withControlDependencies(all).noOp();
  }

  private org.tensorflow.op.Op update(Ops gated, WeightId id, Operand<TFloat32> gradient) {
    Optional<SharedWeight> shared = variables.shared(id);
    if (shared.isPresent()) {
      SharedWeight s = shared.get();
      return adam.update(gated, s.variable(), s.shape(), s.gradient(gradient));
    }
    Operand<TFloat32> variable = variables.apply(id);
    var shape = variable.shape();
    if (masks.isEmpty()) {
      return adam.update(gated, variable, shape, gradient);
    }
    Masks m = masks.get();
    m.add(id, variable, shape);
    // What Adam remembers of a masked weight, and its gradient, must not bring it back.
    Operand<TFloat32> changed = adam.update(gated, variable, shape, gradient);
    return tf.assign(variable, m.masked(id, changed));
  }

  private List<WeightId> trained(Program program) {
    Set<WeightId> statistics =
        program.steps().stream()
            .map(Step::op)
            .filter(Op.BatchNorm.class::isInstance)
            .map(Op.BatchNorm.class::cast)
            .flatMap(bn -> Stream.of(bn.mean(), bn.variance()))
            .collect(Collectors.toSet());
    return variables.ids().stream().filter(id -> !statistics.contains(id)).toList();
  }
}
