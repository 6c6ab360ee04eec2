package cortado.tensorflow;

import cortado.graph.WeightId;
import cortado.ops.Op;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalization as Keras does it: on images by the fused kernel, whose batch variance for the
 * moving statistics is that of a sample (n - 1); on other ranks by moments (n).
 */
final class Normalization {
  private final Ops tf;
  private final Mode mode;
  private final Function<WeightId, Operand<TFloat32>> weights;
  private final Map<WeightId, org.tensorflow.op.Op> lastUpdate = new HashMap<>();
  private final List<org.tensorflow.op.Op> updates = new ArrayList<>();

  Normalization(Ops tf, Mode mode, Function<WeightId, Operand<TFloat32>> weights) {
    this.tf = tf;
    this.mode = mode;
    this.weights = weights;
  }

  List<org.tensorflow.op.Op> updates() {
    return List.copyOf(updates);
  }

  Operand<TFloat32> batchNorm(Op.BatchNorm op, Operand<TFloat32> x, Shape shape) {
    Operand<TFloat32> gamma = channels(op.gamma(), shape.dim(-1), 1);
    Operand<TFloat32> beta = channels(op.beta(), shape.dim(-1), 0);
    if (shape.rank() == 4) {
      return fused(op, x, gamma, beta);
    }
    return composed(op, x, gamma, beta, IntStream.range(0, shape.rank() - 1).toArray());
  }

  private Operand<TFloat32> fused(
      Op.BatchNorm op, Operand<TFloat32> x, Operand<TFloat32> gamma, Operand<TFloat32> beta) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> bn =
        tf.nn.fusedBatchNorm(
            x,
            gamma,
            beta,
            mode.training() ? none : weights.apply(op.mean()),
            mode.training() ? none : weights.apply(op.variance()),
            FusedBatchNorm.isTraining(mode.training()),
            FusedBatchNorm.epsilon(op.epsilon()));
    if (mode.training()) {
      follow(op, bn.batchMean(), bn.batchVariance());
    }
    return bn.y();
  }

  private Operand<TFloat32> composed(
      Op.BatchNorm op,
      Operand<TFloat32> x,
      Operand<TFloat32> gamma,
      Operand<TFloat32> beta,
      int[] axes) {
    Operand<TFloat32> mean = weights.apply(op.mean());
    Operand<TFloat32> variance = weights.apply(op.variance());
    if (mode.training()) {
      mean = tf.math.mean(x, tf.constant(axes));
      variance = tf.math.mean(tf.math.square(tf.math.sub(x, mean)), tf.constant(axes));
      follow(op, mean, variance);
    }
    Operand<TFloat32> deviation = tf.math.sqrt(tf.math.add(variance, tf.constant(op.epsilon())));
    Operand<TFloat32> unit = tf.math.div(tf.math.sub(x, mean), deviation);
    return tf.math.add(tf.math.mul(unit, gamma), beta);
  }

  private void follow(Op.BatchNorm op, Operand<TFloat32> mean, Operand<TFloat32> variance) {
    follow(op.mean(), mean, op.momentum());
    follow(op.variance(), variance, op.momentum());
  }

  /** moving x momentum + batch x (1 - momentum); a shared layer's calls follow each other. */
  private void follow(WeightId id, Operand<TFloat32> batch, float momentum) {
    Operand<TFloat32> moving = weights.apply(id);
    var before = Optional.ofNullable(lastUpdate.get(id));
    Ops after = before.isPresent() ? tf.withControlDependencies(before.get()) : tf;
    Operand<TFloat32> change =
        after.math.mul(after.math.sub(moving, batch), after.constant(1 - momentum));
    var update = after.assignSub(moving, change);
    lastUpdate.put(id, update);
    updates.add(update);
  }

  private Operand<TFloat32> channels(Optional<WeightId> id, int channels, float otherwise) {
    if (id.isPresent()) {
      return weights.apply(id.get());
    }
    return tf.fill(tf.constant(new int[] {channels}), tf.constant(otherwise));
  }
}
