package cortado.ops;

import cortado.graph.WeightId;
import cortado.tensor.DType;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Passes from program to program that keep what is computed at inference. */
public final class Rewrites {
  private Rewrites() {}

  /** Everything that makes inference cheaper: no dropout, batch norm folded, functions fused. */
  public static Program forInference(Program p) {
    return fuseFunctions(
        foldBatchNorm(dropDropout(p)), Set.of(Op.Function.RELU, Op.Function.RELU6));
  }

  /** Takes dropout out: at inference it is the identity. */
  public static Program dropDropout(Program p) {
    Map<Value, Value> same = new HashMap<>();
    List<Step> kept = new ArrayList<>();
    for (Step s : p.steps()) {
      if (s.op() instanceof Op.Dropout) {
        same.put(s.output(), same.getOrDefault(s.input(), s.input()));
      } else {
        kept.add(withInputs(s, v -> same.getOrDefault(v, v)));
      }
    }
    List<Value> outputs = p.outputs().stream().map(v -> same.getOrDefault(v, v)).toList();
    return new Program(kept, p.inputs(), outputs, p.weights());
  }

  /**
   * Multiplies each batch norm into the linear op that alone feeds it (Jacob et al., 2018, section
   * 3.2). Other batch norms stay.
   */
  public static Program foldBatchNorm(Program p) {
    Map<WeightId, Tensor> folded = new HashMap<>();
    Program merged =
        mergePairs(
            p,
            (first, second) -> {
              if (second.op() instanceof Op.BatchNorm bn
                  && first.op() instanceof Op.Linear linear
                  && linear.fused().isEmpty()) {
                return Optional.of(fold(p, linear, bn, first, second, folded));
              }
              return Optional.empty();
            });
    return new Program(merged.steps(), merged.inputs(), merged.outputs(), p.weights().with(folded));
  }

  /** Moves functions of the given kind into the linear op that alone feeds them. */
  public static Program fuseFunctions(Program p, Set<Op.Function> functions) {
    return mergePairs(
        p,
        (first, second) -> {
          if (second.op() instanceof Op.Unary unary
              && functions.contains(unary.function())
              && first.op() instanceof Op.Linear linear
              && linear.fused().isEmpty()) {
            return Optional.of(linear.withFused(unary.function()));
          }
          return Optional.empty();
        });
  }

  private interface Merge {
    Optional<Op> merge(Step first, Step second);
  }

  /** Replaces a step and its only reader by one op where {@code merge} has one. */
  private static Program mergePairs(Program p, Merge merge) {
    List<Step> steps = new ArrayList<>();
    for (Step s : p.steps()) {
      int feeder = indexOfProducer(steps, s.input());
      if (feeder >= 0 && s.inputs().size() == 1 && p.uses(s.input()) == 1) {
        Step first = steps.get(feeder);
        Optional<Op> merged = merge.merge(first, s);
        if (merged.isPresent()) {
          steps.set(feeder, new Step(first.layer(), merged.get(), first.inputs(), s.output()));
          continue;
        }
      }
      steps.add(s);
    }
    return new Program(steps, p.inputs(), p.outputs(), p.weights());
  }

  private static int indexOfProducer(List<Step> steps, Value v) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).output().equals(v)) {
        return i;
      }
    }
    return -1;
  }

  private static Op fold(
      Program p,
      Op.Linear linear,
      Op.BatchNorm bn,
      Step first,
      Step second,
      Map<WeightId, Tensor> folded) {
    Function<WeightId, float[]> read = id -> p.weights().get(id).floats();
    float[] mean = read.apply(bn.mean());
    float[] variance = read.apply(bn.variance());
    double[] factor = new double[mean.length];
    float[] offset = new float[mean.length];
    for (int c = 0; c < factor.length; c++) {
      double gamma = bn.gamma().isPresent() ? read.apply(bn.gamma().get())[c] : 1;
      double beta = bn.beta().isPresent() ? read.apply(bn.beta().get())[c] : 0;
      double bias = linear.bias().isPresent() ? read.apply(linear.bias().get())[c] : 0;
      factor[c] = gamma / Math.sqrt((double) variance[c] + bn.epsilon());
      offset[c] = (float) ((bias - mean[c]) * factor[c] + beta);
    }
    // A layer that is used twice may be folded with two batch norms, so the name tells which.
    String suffix = "@" + second.layer();
    WeightId kernel = new WeightId(first.layer(), linear.kernel().name() + suffix);
    WeightId bias = new WeightId(first.layer(), "bias" + suffix);
    folded.put(kernel, scaled(p.weights().get(linear.kernel()), linear.outputAxis(), factor));
    folded.put(bias, Tensor.of(Shape.of(offset.length), offset));
    return linear.withWeights(kernel, bias);
  }

  /** Computed when it is read, so that large models need no room. */
  private static Tensor scaled(Tensor kernel, int axis, double[] factor) {
    Shape s = kernel.shape();
    int inner = 1;
    for (int i = s.index(axis) + 1; i < s.rank(); i++) {
      inner *= s.dim(i);
    }
    int each = inner;
    return Tensor.computed(
        DType.FLOAT32,
        s,
        (from, into) -> {
          FloatBuffer v = kernel.part(from, into.remaining() / Float.BYTES).asFloatBuffer();
          for (int i = from; v.hasRemaining(); i++) {
            into.putFloat((float) (v.get() * factor[i / each % factor.length]));
          }
        });
  }

  private static Step withInputs(Step s, Function<Value, Value> map) {
    return new Step(s.layer(), s.op(), s.inputs().stream().map(map).toList(), s.output());
  }
}
