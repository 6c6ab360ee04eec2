package cortado.quantize;

import cortado.graph.WeightId;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cross-layer equalization (Nagel et al., 2019, section 4.1): where nothing but functions with f(s
 * x) = s f(x) lies between two layers, a channel may be divided by s in the first and multiplied in
 * the second. As kernels have a scale for each output channel here, it is the range of activations
 * that is evened out, not that of the first kernel. The factors are powers of two, so that the
 * float program computes the same numbers as before, bit for bit.
 */
public final class Equalization {
  /** What the name of a value that is scaled ends in, as it is not what the model computes. */
  public static final String SUFFIX = "/equalized";

  private static final double LEAST_ACTIVATION = 0x1p-10;
  private static final double LEAST_WEIGHT = 0x1p-20;
  private static final double LOG_2 = Math.log(2);

  private final Program program;
  private final Calibration calibration;
  private final Map<WeightId, Tensor> changed = new HashMap<>();
  private final Map<Value, Value> renamed = new HashMap<>();

  private Equalization(Program program, Calibration calibration) {
    this.program = program;
    this.calibration = calibration;
  }

  /** The program with even channels, which has to be calibrated again. */
  static Program of(Program program, Calibration calibration) {
    Equalization e = new Equalization(program, calibration);
    program.steps().forEach(e::from);
    return program
        .withValues(v -> e.renamed.getOrDefault(v, v))
        .withWeights(program.weights().with(e.changed));
  }

  private void from(Step first) {
    if (!(first.op() instanceof LinearOp makes)
        || !makes.fused().map(f -> f == Op.Function.RELU).orElse(true)
        || isShared(makes)) {
      return;
    }
    List<Value> between = new ArrayList<>(List.of(first.output()));
    Optional<Step> next = onlyReader(first.output());
    while (next.isPresent() && scalesThrough(next.get().op())) {
      between.add(next.get().output());
      next = onlyReader(next.get().output());
    }
    if (next.isPresent() && next.get().op() instanceof LinearOp reads && !isShared(reads)) {
      balance(makes, reads, first.output(), between);
    }
  }

  private void balance(LinearOp makes, LinearOp reads, Value value, List<Value> between) {
    KernelIndex to = KernelIndex.of(makes, weight(makes.kernel()).shape());
    KernelIndex from = KernelIndex.of(reads, weight(reads.kernel()).shape());
    Optional<Channels> channels = calibration.channels(value.name());
    if (channels.isEmpty() || to.outputs() != from.inputs()) {
      return; // several groups, or the channels were flattened on the way
    }
    float[] activations = channels.get().largest();
    boolean alone = reads instanceof LinearOp.DepthwiseConvolution;
    float[] weights = from.largestOfInputs(weight(reads.kernel()));
    double mostActivation = most(activations);
    double mostWeight = most(weights);
    float[] s = new float[activations.length];
    for (int c = 0; c < s.length; c++) {
      double a = Math.max(LEAST_ACTIVATION, activations[c] / mostActivation);
      double w = alone ? 1 : Math.max(LEAST_WEIGHT, weights[c] / mostWeight);
      // A depthwise kernel has a scale for each channel: it takes all of the difference.
      double factor = alone ? a : Math.sqrt(a / w);
      s[c] = activations[c] == 0 ? 1 : Math.scalb(1f, (int) Math.rint(Math.log(factor) / LOG_2));
    }
    scale(makes.kernel(), i -> 1 / s[to.output(i)]);
    makes.bias().ifPresent(id -> scale(id, i -> 1 / s[i]));
    scale(reads.kernel(), i -> s[from.input(i)]);
    between.forEach(v -> renamed.put(v, new Value(v.id(), v.name() + SUFFIX, v.shape())));
  }

  private static double most(float[] values) {
    double most = Float.MIN_NORMAL;
    for (float v : values) {
      most = Math.max(most, v);
    }
    return most;
  }

  @FunctionalInterface
  private interface Factor {
    float of(int element);
  }

  private void scale(WeightId id, Factor factor) {
    float[] values = weight(id).floats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor.of(i);
    }
    changed.put(id, Tensor.of(weight(id).shape(), values));
  }

  private Tensor weight(WeightId id) {
    Tensor t = changed.get(id);
    return t == null ? program.weights().get(id) : t;
  }

  private Optional<Step> onlyReader(Value v) {
    return program.uses(v) == 1
        ? program.steps().stream().filter(s -> s.inputs().contains(v)).findFirst()
        : Optional.empty();
  }

  private static boolean scalesThrough(Op op) {
    return op instanceof Op.Unary u && u.function() == Op.Function.RELU
        || op instanceof Op.LeakyRelu
        || op instanceof Op.Pool
        || op instanceof ShapeOp.Pad;
  }

  /** Whether another step has the same weights. */
  private boolean isShared(LinearOp op) {
    return 1
        < program.steps().stream()
            .filter(
                s ->
                    s.op() instanceof LinearOp other
                        && (other.kernel().equals(op.kernel())
                            || op.bias().isPresent() && other.bias().equals(op.bias())))
            .count();
  }
}
