package cortado.quantize;

import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions at a program's end whose codes the specification fixes, such as sigmoid and
 * softmax. The largest code of int8 is 255/256, and not 1: a network that is sure of its pixels
 * would lose 0.4 % of each. Where a file gives floats they are computed in float32, which costs
 * nothing beside the layers before them.
 */
final class RealEnds {
  private RealEnds() {}

  /** The names of what such functions make and of what only moves it to an output. */
  static Set<String> of(Program program) {
    Set<Value> leaving = leaving(program);
    Set<Value> real = new HashSet<>();
    for (Step s : program.steps()) {
      boolean follows = s.op() instanceof ShapeOp && real.contains(s.input());
      if (leaving.contains(s.output()) && (follows || ActivationScales.hasFixedCodes(s.op()))) {
        real.add(s.output());
      }
    }
    return real.stream().map(Value::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The values that are outputs, or whose every reader only moves their elements to one. */
  private static Set<Value> leaving(Program program) {
    Set<Value> leaving = new HashSet<>(program.outputs());
    Set<Value> staying = new HashSet<>();
    List<Step> steps = program.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step s = steps.get(i);
      boolean leaves = leaving.contains(s.output()) && !staying.contains(s.output());
      (leaves && s.op() instanceof ShapeOp ? leaving : staying).addAll(s.inputs());
    }
    leaving.removeAll(staying);
    return leaving;
  }
}
