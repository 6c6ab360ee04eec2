package cortado.tensorflow;

import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Value;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.Probe;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A model as a graph whose weights are variables, in native memory until closed. */
final class TensorFlowProbe implements Probe {
  private final Graph graph;
  private final Session session;
  private final Variables variables;
  private final Predictor predictor;

  private TensorFlowProbe(Graph graph, Session session, Program program) {
    this.graph = graph;
    this.session = session;
    Ops tf = Ops.create(graph);
    this.variables = new Variables(tf, program.weights());
    List<Placeholder<TFloat32>> inputs =
        program.inputs().stream().map(v -> placeholder(tf, v)).toList();
    this.predictor = new ModelInTraining(tf, session, program, variables, inputs);
    variables.initialize(session);
  }

  static TensorFlowProbe open(Model model, Threads threads) {
    Program program = Lowering.lower(model);
    TensorFlowLibrary.load();
    Graph graph = new Graph();
    Session session = null;
    try {
      session = new Session(graph, threads.config());
      return new TensorFlowProbe(graph, session, program);
    } catch (RuntimeException | Error e) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw e;
    }
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, Value value) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(NativeTensors.shape(value.shape())));
  }

  @Override
  public Predictor predictor() {
    return predictor;
  }

  @Override
  public void set(Map<WeightId, Tensor> values) {
    variables.set(session, values);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
