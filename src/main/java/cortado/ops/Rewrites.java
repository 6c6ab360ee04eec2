package cortado.ops;

import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Passes from program to program that keep what is computed at inference. */
public final class Rewrites {
  private Rewrites() {}

  /** Everything that makes inference cheaper: no dropout, batch norm folded, functions fused. */
  public static Program forInference(Program p) {
    Set<Op.Function> fused = Set.of(Op.Function.RELU, Op.Function.RELU6);
    return fuseFunctions(foldScaling(nearLinear(dropDropout(p), fused)), fused);
  }

  /**
   * Computes convolutions of two concatenated values as a sum of two, which saves the time of the
   * concatenation. In integers each term is rounded, to a range of its own.
   *
   * @param p as {@link #forInference} returns it
   */
  public static Program splitConcatenations(Program p) {
    return new ConcatenatedInputs(p).split();
  }

  /**
   * Lets convolutions that fill few of a processor's lanes compute several neighbouring pixels of a
   * row at once, with kernels that are larger by as much.
   *
   * @param integer which steps compute in int8
   */
  public static FoldedProgram foldWidth(Program p, Predicate<Step> integer) {
    return WidthFolding.of(p, integer);
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
    return new Program(kept, p.inputs(), outputs, p.weights(), p.constants());
  }

  /**
   * Brings what treats each channel alone to the other side of reshapings that leave the channels
   * alone, such as those around convolutions of signals, so that it meets the linear op.
   */
  private static Program nearLinear(Program p, Set<Op.Function> functions) {
    List<Step> steps = new ArrayList<>(p.steps());
    for (int i = 0; i < steps.size(); i++) {
      Step s = steps.get(i);
      boolean ofChannels =
          s.op() instanceof Op.BatchNorm
              || s.op() instanceof Op.Scale
              || s.op() instanceof Op.Affine
              || s.op() instanceof Op.Unary u && functions.contains(u.function());
      int feeder = ofChannels ? indexOfProducer(steps, s.input()) : -1;
      if (feeder >= 0 && keepsChannels(steps.get(feeder)) && p.uses(s.input()) == 1) {
        Step moving = steps.get(feeder);
        Value between = new Value(s.input().id(), s.input().name(), moving.input().shape());
        steps.set(feeder, new Step(s.layer(), s.op(), moving.inputs(), between));
        steps.set(i, new Step(moving.layer(), moving.op(), List.of(between), s.output()));
        i = Math.min(i, feeder) - 1;
      }
    }
    return p.withSteps(steps);
  }

  private static boolean keepsChannels(Step s) {
    int channels = s.output().shape().dim(-1);
    return s.op() instanceof ShapeOp.Reshape
        && channels != Shape.UNKNOWN
        && s.input().shape().dim(-1) == channels;
  }

  /**
   * Multiplies what scales channels, such as batch norm, into the linear op that alone feeds it
   * (Jacob et al., 2018, section 3.2). Other scaling stays.
   */
  public static Program foldScaling(Program p) {
    Map<WeightId, Tensor> folded = new HashMap<>();
    Function<WeightId, Tensor> weights =
        id -> folded.containsKey(id) ? folded.get(id) : p.weights().get(id);
    Program merged =
        mergePairs(
            p,
            (first, second) -> {
              if (first.op() instanceof LinearOp linear && linear.fused().isEmpty()) {
                int channels = first.output().shape().dim(-1);
                return ChannelScaling.of(second.op(), channels, weights)
                    .map(scaling -> fold(weights, linear, scaling, first, second, folded));
              }
              return Optional.empty();
            });
    return new Program(
        merged.steps(), merged.inputs(), merged.outputs(), p.weights().with(folded), p.constants());
  }

  /** Moves functions of the given kind into the linear op or the sum that alone feeds them. */
  public static Program fuseFunctions(Program p, Set<Op.Function> functions) {
    return mergePairs(
        p,
        (first, second) -> {
          if (second.op() instanceof Op.Unary unary && functions.contains(unary.function())) {
            return fused(first.op(), unary.function());
          }
          return Optional.empty();
        });
  }

  private static Optional<Op> fused(Op first, Op.Function f) {
    if (first instanceof LinearOp linear && linear.fused().isEmpty()) {
      return Optional.of(linear.withFused(f));
    } else if (first instanceof Op.Binary binary && binary.fused().isEmpty()) {
      return binary.operator().isArithmetic()
          ? Optional.of(new Op.Binary(binary.operator(), Optional.of(f)))
          : Optional.empty();
    }
    return Optional.empty();
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
    return p.withSteps(steps);
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
      Function<WeightId, Tensor> weights,
      LinearOp linear,
      ChannelScaling scaling,
      Step first,
      Step second,
      Map<WeightId, Tensor> folded) {
    double[] factor = scaling.factor();
    float[] offset = new float[factor.length];
    float[] before =
        linear.bias().map(id -> weights.apply(id).floats()).orElse(new float[factor.length]);
    for (int c = 0; c < factor.length; c++) {
      offset[c] = (float) ((before[c] - scaling.mean()[c]) * factor[c] + scaling.offset()[c]);
    }
    // A layer that is used twice may be folded with two batch norms, so the name tells which.
    String suffix = "@" + second.layer();
    WeightId kernel = new WeightId(first.layer(), linear.kernel().name() + suffix);
    WeightId bias = new WeightId(first.layer(), "bias" + suffix);
    folded.put(kernel, scaled(weights.apply(linear.kernel()), linear.outputAxis(), factor));
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
        s,
        (from, count, into, at) -> {
          kernel.readFloats(from, count, into, at);
          int channel = from / each % factor.length;
          int left = each - from % each;
          for (int i = at; i < at + count; i++) {
            into[i] = (float) (into[i] * factor[channel]);
            if (--left == 0) {
              left = each;
              channel = channel + 1 == factor.length ? 0 : channel + 1;
            }
          }
        });
  }

  private static Step withInputs(Step s, Function<Value, Value> map) {
    return new Step(s.layer(), s.op(), s.inputs().stream().map(map).toList(), s.output());
  }
}
