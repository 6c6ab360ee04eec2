package cortado.tensorflow;

import cortado.data.Samples;
import cortado.graph.WeightId;
import cortado.ops.Program;
import cortado.tensor.Tensor;
import cortado.train.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A program as it is used, with the sums of the magnitudes of its loss's gradients as variables, in
 * native memory until closed.
 */
final class SlopeGraph implements AutoCloseable {
  private final GraphSession owned;
  private final Map<WeightId, Operand<TFloat32>> sums = new LinkedHashMap<>();
  private final List<Placeholder<TFloat32>> inputs;
  private final List<Placeholder<TFloat32>> targets;
  private final NoOp add;
  private int added;

  /**
   * @param weights which the program uses
   */
  static SlopeGraph open(Program program, List<WeightId> weights, Loss loss, Threads threads) {
    return GraphSession.build(threads, owned -> new SlopeGraph(owned, program, weights, loss));
  }

  private SlopeGraph(GraphSession owned, Program program, List<WeightId> weights, Loss loss) {
    this.owned = owned;
    Ops tf = owned.ops();
    Variables variables = new Variables(tf, program.weights());
    this.inputs = program.inputs().stream().map(v -> NativeTensors.placeholder(tf, v)).toList();
    LossOfOutputs losses = LossOfOutputs.of(tf, program, loss);
    this.targets = losses.targets();
    GraphBuilder built = new GraphBuilder(tf, Mode.DIFFERENTIABLE, variables).add(program, inputs);
    List<Operand<TFloat32>> gradients =
        variables.gradients(owned.graph(), losses.sum(built), weights);
    List<Op> begin = new ArrayList<>();
    List<Op> adding = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      var shape = variables.apply(weights.get(i)).shape();
      Operand<TFloat32> sum = tf.variable(shape, TFloat32.class);
      sums.put(weights.get(i), sum);
      begin.add(tf.assign(sum, tf.zeros(tf.constant(shape.asArray()), TFloat32.class)));
      adding.add(tf.assignAdd(sum, tf.math.abs(gradients.get(i))));
    }
    this.add = tf.withControlDependencies(adding).noOp();
    variables.initialize(owned.session());
    owned.session().runner().addTarget(tf.withControlDependencies(begin).noOp()).run().close();
  }

  /** Adds the magnitudes of the gradients of the loss of these samples together. */
  void add(Samples batch) {
    Session.Runner runner = owned.session().runner();
    List<TFloat32> fed = new ArrayList<>();
    try {
      TrainingGraph.feed(runner, inputs, batch.inputs().tensors(), fed);
      TrainingGraph.feed(runner, targets, batch.targets().tensors(), fed);
      runner.addTarget(add).run().close();
      added++;
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  /** The mean of what was added, of each weight. */
  Map<WeightId, Tensor> means() {
    Map<WeightId, Tensor> means = new LinkedHashMap<>();
    sums.forEach((id, sum) -> means.put(id, mean(sum)));
    return means;
  }

  private Tensor mean(Operand<TFloat32> sum) {
    try (Result r = owned.session().runner().fetch(sum).run()) {
      Tensor read = NativeTensors.read((TFloat32) r.get(0));
      float[] values = read.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] /= added;
      }
      return Tensor.of(read.shape(), values);
    }
  }

  @Override
  public void close() {
    owned.close();
  }
}
