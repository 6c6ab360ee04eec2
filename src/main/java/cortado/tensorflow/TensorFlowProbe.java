package cortado.tensorflow;

import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.train.Probe;
import cortado.train.RoundingHook;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A model as a graph whose weights are variables, in native memory until closed. */
final class TensorFlowProbe implements Probe {
  private final GraphSession owned;
  private final Variables variables;
  private final Predictor predictor;

  private TensorFlowProbe(GraphSession owned, Program program, RoundingHook hook) {
    this.owned = owned;
    Ops tf = owned.ops();
    this.variables = new Variables(tf, program.weights());
    List<Placeholder<TFloat32>> inputs =
        program.inputs().stream().map(v -> NativeTensors.placeholder(tf, v)).toList();
    Rounding rounding = IntegerRounding.of(tf, hook);
    this.predictor = new ModelInTraining(tf, owned.session(), program, variables, rounding, inputs);
    variables.initialize(owned.session());
    rounding.initialize(owned.session());
  }

  static TensorFlowProbe open(Model model, RoundingHook hook, Threads threads) {
    Program program = hook.program(Lowering.lower(model));
    TensorFlowLibrary.load();
    return GraphSession.build(threads, owned -> new TensorFlowProbe(owned, program, hook));
  }

  @Override
  public Predictor predictor() {
    return predictor;
  }

  @Override
  public int operators() {
    int count = 0;
    for (Iterator<GraphOperation> all = owned.graph().operations(); all.hasNext(); ) {
      GraphOperation o = all.next();
      count +=
          o.name().startsWith(ModelInTraining.SCOPE + "/") && !o.type().equals("Const") ? 1 : 0;
    }
    return count;
  }

  @Override
  public void set(Map<WeightId, Tensor> values) {
    variables.set(owned.session(), values);
  }

  @Override
  public void close() {
    owned.close();
  }
}
