package cortado.ops;

import java.util.List;

/**
 * One op of a program.
 *
 * @param layer the layer it comes from, as the user is told
 */
public record Step(String layer, Op op, List<Value> inputs, Value output) {
  public Step {
    inputs = List.copyOf(inputs);
  }

  public Value input() {
    return inputs.get(0);
  }
}
