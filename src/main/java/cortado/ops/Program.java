package cortado.ops;

import cortado.graph.Weights;
import java.util.List;

/**
 * A model as primitive ops in an order in which each follows those it reads from, with the weights
 * they name.
 */
public record Program(List<Step> steps, List<Value> inputs, List<Value> outputs, Weights weights) {
  public Program {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** How many steps read a value, counting the program's outputs, too. */
  public long uses(Value v) {
    return steps.stream().flatMap(s -> s.inputs().stream()).filter(v::equals).count()
        + outputs.stream().filter(v::equals).count();
  }
}
