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
import java.util.stream.Stream;

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
    Stream<Value> computed = program.steps().stream().map(Step::output);
    IntStream ids = Stream.concat(program.inputs().stream(), computed).mapToInt(Value::id);
    this.nextId = ids.max().orElse(0) + 1;
  }

  Program split() {
    Map<Value, Step> joins = new HashMap<>();
    for (Step s : program.steps()) {
      if (s.op() instanceof LinearOp.Convolution c
          && c.groups() == 1
          && producer(s.input()).filter(this::joinsChannels).isPresent()) {
        joins.put(s.input(), producer(s.input()).get());
      }
    }
    List<Step> steps = new ArrayList<>();
    for (Step s : program.steps()) {
      if (joins.containsKey(s.output())) {
        continue;
      }
      Step join = joins.get(s.input());
      steps.addAll(join == null ? List.of(s) : sum(s, (LinearOp.Convolution) s.op(), join));
    }
    return new Program(
        steps,
        program.inputs(),
        program.outputs(),
        program.weights().with(parts),
        program.constants());
  }

  private Optional<Step> producer(Value v) {
    return program.steps().stream().filter(s -> s.output().equals(v)).findFirst();
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
    Value sum = c.fused().isPresent() ? next(s, "/sum") : s.output();
    steps.add(new Step(s.layer(), new Op.Binary(Op.Operator.ADD), terms, sum));
    c.fused()
        .ifPresent(f -> steps.add(new Step(s.layer(), new Op.Unary(f), List.of(sum), s.output())));
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
