package cortado.tensorflow;

import cortado.ops.LinearOp;
import cortado.ops.Op;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.train.RoundingHook.Extent;
import cortado.train.RoundingHook.Grid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** How a graph rounds the numbers of its program; as it is, not at all. */
class Rounding {
  static final Rounding NONE = new Rounding();

  /**
   * A linear op before its function.
   *
   * @param bias null if there is none
   * @param product of an input and a kernel
   */
  record Linear(
      LinearOp op,
      Operand<TFloat32> x,
      Operand<TFloat32> kernel,
      Operand<TFloat32> bias,
      BinaryOperator<Operand<TFloat32>> product) {}

  /** A value as a step reads it. */
  Operand<TFloat32> read(Ops tf, Step step, Value input, Operand<TFloat32> x) {
    return x;
  }

  /** What a step computes, as it is kept. */
  Operand<TFloat32> written(Ops tf, Step step, Operand<TFloat32> y) {
    return y;
  }

  Operand<TFloat32> linear(Ops tf, Step step, Linear l) {
    Operand<TFloat32> y = l.product().apply(l.x(), l.kernel());
    if (l.bias() != null) {
      y = tf.nn.biasAdd(y, l.bias());
    }
    Optional<Op.Function> fused = l.op().fused();
    return fused.isPresent() ? new Functions(tf).of(fused.get(), y) : y;
  }

  Operand<TFloat32> leakyRelu(Ops tf, Step step, float slope, Operand<TFloat32> x) {
    return tf.nn.leakyRelu(x, LeakyRelu.alpha(slope));
  }

  /** A weight that a step has beside its input. */
  Operand<TFloat32> operand(Ops tf, Step step, Operand<TFloat32> weight) {
    return weight;
  }

  /** Gives all grids their first values. */
  void initialize(Session session) {}

  /** Changes grids. */
  void set(Session session, Map<String, Grid> changed) {}

  /** What to fetch for {@link #extents}; empty if nothing is observed. */
  List<Operand<TFloat32>> observed() {
    return List.of();
  }

  /** The extents of values by name, from what was fetched. */
  Map<String, Extent> extents(float[] fetched) {
    return Map.of();
  }
}
