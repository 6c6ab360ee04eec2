package cortado.tensorflow;

import cortado.graph.Interpolation;
import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.train.RoundingHook;
import cortado.train.RoundingHook.Arithmetic;
import cortado.train.RoundingHook.Extent;
import cortado.train.RoundingHook.Grid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Rounds as a hook says. A rounded value exists as a real number and as its code, a whole number of
 * steps of its grid; products are of codes, whose sums float32 holds exactly up to 2^24, so that
 * they are those of the integer kernels.
 */
final class IntegerRounding extends Rounding {
  private final RoundingHook hook;
  private final Grids grids;
  private final Map<Operand<TFloat32>, Codes> codes = new HashMap<>();
  private final Map<Form, Operand<TFloat32>> rounded = new HashMap<>();
  private final Map<String, List<Operand<TFloat32>>> extents = new LinkedHashMap<>();

  private record Form(Operand<TFloat32> value, String grid) {}

  private record Codes(Operand<TFloat32> steps, String grid) {}

  private IntegerRounding(RoundingHook hook, Grids grids) {
    this.hook = hook;
    this.grids = grids;
  }

  /** Of a hook; nothing is rounded if it has no grids. */
  static Rounding of(Ops tf, RoundingHook hook) {
    Map<String, Grid> first = hook.gridsAt(0, Map.of());
    return first.isEmpty() ? NONE : new IntegerRounding(hook, new Grids(tf, first));
  }

  @Override
  Operand<TFloat32> read(Ops tf, Step step, Value input, Operand<TFloat32> x) {
    Operand<TFloat32> as = hook.read(step, input).map(to -> round(tf, x, to)).orElse(x);
    return hook.arithmetic(step) == Arithmetic.SAME_GRID ? codes.get(as).steps() : as;
  }

  private Operand<TFloat32> round(Ops tf, Operand<TFloat32> x, RoundingHook.Rounding to) {
    Form form = new Form(x, to.grid());
    if (!rounded.containsKey(form)) {
      rounded.put(form, kept(tf, tf.math.div(x, grids.get(to.grid()).scale()), to));
    }
    return rounded.get(form);
  }

  /** Rounds a number of steps and keeps it as a real number with its code. */
  private Operand<TFloat32> kept(Ops tf, Operand<TFloat32> steps, RoundingHook.Rounding to) {
    Grids.Scalars grid = grids.get(to.grid());
    to.observed().ifPresent(name -> observe(tf, name, steps, grid));
    return real(tf, new StraightThrough(tf).within(steps, grid), to.grid());
  }

  private Operand<TFloat32> real(Ops tf, Operand<TFloat32> steps, String grid) {
    Operand<TFloat32> real = tf.math.mul(steps, grids.get(grid).scale());
    codes.put(real, new Codes(steps, grid));
    return real;
  }

  private void observe(Ops tf, String name, Operand<TFloat32> steps, Grids.Scalars grid) {
    if (!extents.containsKey(name)) {
      Operand<TFloat32> flat = tf.reshape(steps, tf.constant(new int[] {-1}));
      extents.put(
          name,
          List.of(
              tf.math.mul(tf.reduceMin(flat, tf.constant(0)), grid.scale()),
              tf.math.mul(tf.reduceMax(flat, tf.constant(0)), grid.scale())));
    }
  }

  @Override
  Operand<TFloat32> written(Ops tf, Step step, Operand<TFloat32> y) {
    return switch (hook.arithmetic(step)) {
      case REAL -> y;
      case ROUNDED -> codes.containsKey(y) ? y : round(tf, y, hook.written(step));
      case SAME_GRID -> real(tf, whole(tf, step.op(), y), hook.written(step).grid());
    };
  }

  /** What moves or compares codes leaves them whole. */
  private static Operand<TFloat32> whole(Ops tf, Op op, Operand<TFloat32> steps) {
    boolean mixes =
        op instanceof Op.Pool p && p.kind() == Op.PoolKind.AVERAGE
            || op instanceof Op.Resize r && r.interpolation() != Interpolation.NEAREST;
    return mixes ? new StraightThrough(tf).halvesUp(steps) : steps;
  }

  @Override
  Operand<TFloat32> linear(Ops tf, Step step, Linear l) {
    if (hook.arithmetic(step) == Arithmetic.REAL) {
      return super.linear(tf, step, l);
    }
    Codes x = codes.get(l.x());
    Grids.Scalars in = grids.get(x.grid());
    Grids.Scalars out = grids.get(hook.written(step).grid());
    IntegerWeights w =
        IntegerWeights.of(tf, l.kernel(), l.bias(), channelAxes(l.op(), l.kernel()), in.scale());
    Operand<TFloat32> sum = l.product().apply(x.steps(), w.kernel());
    if (w.bias() != null) {
      sum = tf.nn.biasAdd(sum, w.bias());
    }
    Operand<TFloat32> steps =
        tf.math.mul(sum, tf.math.div(tf.math.mul(in.scale(), w.scales()), out.scale()));
    Optional<Op.Function> fused = l.op().fused();
    if (fused.isPresent()) {
      steps = tf.nn.relu(steps);
    }
    if (fused.equals(Optional.of(Op.Function.RELU6))) {
      steps = tf.math.minimum(steps, tf.math.div(tf.constant(6f), out.scale()));
    }
    return kept(tf, steps, hook.written(step));
  }

  /** Which axes of a kernel count its output channels. */
  private static List<Integer> channelAxes(LinearOp op, Operand<TFloat32> kernel) {
    int rank = kernel.shape().numDimensions();
    return op instanceof LinearOp.DepthwiseConvolution
        ? List.of(rank - 2, rank - 1)
        : List.of(rank + op.outputAxis());
  }

  /** XNNPACK multiplies codes by 256ths. */
  @Override
  Operand<TFloat32> leakyRelu(Ops tf, Step step, float slope, Operand<TFloat32> x) {
    if (hook.arithmetic(step) == Arithmetic.REAL) {
      return super.leakyRelu(tf, step, slope, x);
    }
    Codes in = codes.get(x);
    String to = hook.written(step).grid();
    Operand<TFloat32> ratio = tf.math.div(grids.get(in.grid()).scale(), grids.get(to).scale());
    Operand<TFloat32> above = tf.math.mul(tf.nn.relu(in.steps()), in256ths(tf, ratio));
    Operand<TFloat32> below =
        tf.math.mul(
            tf.nn.relu(tf.math.neg(in.steps())),
            in256ths(tf, tf.math.mul(ratio, tf.constant(slope))));
    Operand<TFloat32> steps = tf.math.sub(above, below);
    hook.written(step).observed().ifPresent(n -> observe(tf, n, steps, grids.get(to)));
    StraightThrough through = new StraightThrough(tf);
    return real(tf, through.within(through.halvesUp(steps), grids.get(to)), to);
  }

  private static Operand<TFloat32> in256ths(Ops tf, Operand<TFloat32> factor) {
    Operand<TFloat32> parts = tf.constant(256f);
    return tf.math.div(tf.math.rint(tf.math.mul(factor, parts)), parts);
  }

  @Override
  Operand<TFloat32> operand(Ops tf, Step step, Operand<TFloat32> weight) {
    if (hook.arithmetic(step) == Arithmetic.REAL) {
      return weight;
    }
    IntegerWeights w = IntegerWeights.of(tf, weight, null, List.of(), null);
    return tf.math.mul(w.kernel(), w.scales());
  }

  @Override
  void initialize(Session session) {
    grids.initialize(session);
  }

  @Override
  void set(Session session, Map<String, Grid> changed) {
    if (!changed.isEmpty()) {
      grids.set(session, changed);
    }
  }

  @Override
  List<Operand<TFloat32>> observed() {
    return extents.values().stream().flatMap(List::stream).toList();
  }

  @Override
  Map<String, Extent> extents(float[] fetched) {
    Map<String, Extent> seen = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(extents.keySet());
    for (int i = 0; i < names.size(); i++) {
      seen.put(names.get(i), new Extent(fetched[2 * i], fetched[2 * i + 1]));
    }
    return seen;
  }
}
