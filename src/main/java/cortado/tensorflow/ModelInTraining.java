package cortado.tensorflow;

import cortado.ops.Program;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What a model in training computes when it is used: the same variables, the ops of inference. */
final class ModelInTraining implements Predictor {
  /** What the names of its ops begin with. */
  static final String SCOPE = "inference";

  private final Session session;
  private final List<Placeholder<TFloat32>> inputs;
  private final List<Operand<TFloat32>> outputs;

  /** Adds the ops of inference to the graph. */
  ModelInTraining(
      Ops tf,
      Session session,
      Program program,
      Variables variables,
      Rounding rounding,
      List<Placeholder<TFloat32>> inputs) {
    this.session = session;
    this.inputs = inputs;
    Ops scoped = tf.withSubScope(SCOPE);
    GraphBuilder built =
        new GraphBuilder(scoped, Mode.INFERENCE, variables, rounding).add(program, inputs);
    // TensorFlow does not give back what it was fed.
    this.outputs =
        program.outputs().stream()
            .map(v -> program.inputs().contains(v) ? scoped.identity(built.get(v)) : built.get(v))
            .toList();
  }

  @Override
  public List<Tensor> predict(List<Tensor> values) {
    List<TFloat32> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    try {
      TrainingGraph.feed(runner, inputs, values, fed);
      outputs.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<Tensor> computed = new ArrayList<>();
        result.forEach(e -> computed.add(NativeTensors.read((TFloat32) e.getValue())));
        return computed;
      }
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  @Override
  public void close() {
    // The session is its owner's to close.
  }
}
