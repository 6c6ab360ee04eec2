package cortado.ops;

import cortado.graph.WeightId;
import cortado.tensor.SelectedTensor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Convolutions of two concatenated values, as after the skip connections of a U-Net, become the sum
 * of a convolution of each: nothing is copied for the concatenation, and the sum has the few
 * channels of the output.
 */
final class ConcatenatedInputs {
  private static final int INPUTS = 2;

  private final Program program;
  private final Map<WeightId, Tensor> parts = new HashMap<>();
  private int nextId;

  ConcatenatedInputs(Program program) {
    this.program = program;
    this.nextId = program.freeId();
  }

  Program split() {
    Map<Value, Step> joins = new HashMap<>();
    for (Step s : program.steps()) {
      if (joinsChannels(s)) {
        joins.put(s.output(), s);
      }
    }
    Map<Value, Step> read = new HashMap<>();
    for (Step s : program.steps()) {
      if (s.op() instanceof LinearOp.Convolution c
          && c.groups() == 1
          && joins.containsKey(s.input())) {
        read.put(s.input(), joins.get(s.input()));
      }
    }
    List<Step> steps = new ArrayList<>();
    for (Step s : program.steps()) {
      Step join = read.get(s.input());
      if (join != null) {
        steps.addAll(sum(s, (LinearOp.Convolution) s.op(), join));
      } else if (!read.containsKey(s.output())) {
        steps.add(s);
      }
    }
    return program.withSteps(steps).withWeights(program.weights().with(parts));
  }

  /** A sum repeats an extent of 1, which would hide that images of free size do not fit. */
  private boolean joinsChannels(Step s) {
    return s.op() instanceof Op.Concat concat
        && s.output().shape().withDim(0, 1).isKnown()
        && concat.axis() == s.output().shape().rank() - 1
        && s.inputs().size() == INPUTS
        && program.uses(s.output()) == 1;
  }

  private List<Step> sum(Step s, LinearOp.Convolution c, Step join) {
    List<Step> steps = new ArrayList<>();
    List<Value> terms = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < INPUTS; i++) {
      int to = from + join.inputs().get(i).shape().dim(-1);
      boolean last = i == INPUTS - 1;
      LinearOp part =
          new LinearOp.Convolution(
              part(c.kernel(), from, to),
              last ? c.bias() : Optional.empty(),
              c.strides(),
              c.padding(),
              c.dilation(),
              1,
              Optional.empty());
      Value term = next(s, "/term" + i);
      steps.add(new Step(s.layer(), part, List.of(join.inputs().get(i)), term));
      terms.add(term);
      from = to;
    }
    steps.add(new Step(s.layer(), new Op.Binary(Op.Operator.ADD, c.fused()), terms, s.output()));
    return steps;
  }

  /** The kernel of the input channels in a range. */
  private WeightId part(WeightId kernel, int from, int to) {
    WeightId id = new WeightId(kernel.layer(), kernel.name() + "[" + from + ":" + to + "]");
    Tensor whole = program.weights().get(kernel);
    int inputAxis = whole.shape().rank() - 2;
    int[] channels = IntStream.range(from, to).toArray();
    parts.put(id, SelectedTensor.of(whole, Map.of(inputAxis, channels)));
    return id;
  }

  private Value next(Step s, String suffix) {
    Shape shape = s.output().shape();
    return new Value(nextId++, s.output().name() + suffix, shape);
  }
}
