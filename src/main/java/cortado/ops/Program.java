package cortado.ops;

import cortado.graph.WeightId;
import cortado.graph.Weights;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A model as primitive ops in an order in which each follows those it reads from, with the weights
 * they name.
 *
 * @param constants those weights that come from the configuration of layers: the model does not
 *     have them and training leaves them alone
 */
public record Program(
    List<Step> steps,
    List<Value> inputs,
    List<Value> outputs,
    Weights weights,
    Set<WeightId> constants) {
  public Program {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    constants = Set.copyOf(constants);
  }

  /** A program without constants. */
  public Program(List<Step> steps, List<Value> inputs, List<Value> outputs, Weights weights) {
    this(steps, inputs, outputs, weights, Set.of());
  }

  /** Other steps between the same inputs and outputs. */
  Program withSteps(List<Step> other) {
    return new Program(other, inputs, outputs, weights, constants);
  }

  /** Each step replaced by one with the same inputs and output. */
  public Program mapSteps(UnaryOperator<Step> change) {
    return withSteps(steps.stream().map(change).toList());
  }

  /** The same steps with values of other names. */
  public Program withValues(UnaryOperator<Value> change) {
    return new Program(
        steps.stream()
            .map(
                s ->
                    new Step(
                        s.layer(),
                        s.op(),
                        s.inputs().stream().map(change).toList(),
                        change.apply(s.output())))
            .toList(),
        inputs.stream().map(change).toList(),
        outputs.stream().map(change).toList(),
        weights,
        constants);
  }

  /** The same steps with other weights. */
  public Program withWeights(Weights other) {
    return new Program(steps, inputs, outputs, other, constants);
  }

  /** An id that no value has, and none above it. */
  int freeId() {
    Stream<Value> computed = steps.stream().map(Step::output);
    return 1 + Stream.concat(inputs.stream(), computed).mapToInt(Value::id).max().orElse(-1);
  }

  /** How many steps read a value, counting the program's outputs, too. */
  public long uses(Value v) {
    return steps.stream().flatMap(s -> s.inputs().stream()).filter(v::equals).count()
        + outputs.stream().filter(v::equals).count();
  }
}
