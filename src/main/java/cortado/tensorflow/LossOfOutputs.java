package cortado.tensorflow;

import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.train.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The sum of the losses of a program's outputs.
 *
 * @param targets what is fed to compare each output with
 */
record LossOfOutputs(Ops tf, Program program, Loss loss, List<Placeholder<TFloat32>> targets) {

  static LossOfOutputs of(Ops tf, Program program, Loss loss) {
    List<Placeholder<TFloat32>> targets =
        program.outputs().stream()
            .map(v -> new Value(v.id(), v.name(), loss.targets(v.shape())))
            .map(v -> NativeTensors.placeholder(tf, v))
            .toList();
    return new LossOfOutputs(tf, program, loss, targets);
  }

  /** The loss of what was built of the program. */
  Operand<TFloat32> sum(GraphBuilder built) {
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Value output = program.outputs().get(i);
      Optional<Operand<TFloat32>> logits = logits(output).map(built::get);
      int width = Math.max(1, output.shape().dim(-1));
      losses.add(LossGraph.of(tf, loss, targets.get(i), built.get(output), logits, width));
    }
    return losses.size() == 1 ? losses.get(0) : tf.math.addN(losses);
  }

  /** What an output is the sigmoid of, or the softmax for a loss of classes, if it is. */
  private Optional<Value> logits(Value output) {
    return program.steps().stream()
        .filter(s -> s.output().equals(output))
        .filter(
            s ->
                loss.task() == Loss.Task.CLASSES
                    ? s.op() instanceof Op.Softmax
                    : s.op() instanceof Op.Unary u && u.function() == Op.Function.SIGMOID)
        .map(Step::input)
        .findFirst();
  }
}
