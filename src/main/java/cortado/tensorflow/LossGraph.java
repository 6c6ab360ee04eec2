package cortado.tensorflow;

import cortado.train.Loss;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss as TensorFlow's ops, over a whole batch. */
final class LossGraph {
  private static final float SMALLEST = 1e-7f;

  private final Ops tf;
  private final Operand<TFloat32> targets;
  private final Operand<TFloat32> predictions;
  private final Optional<Operand<TFloat32>> logits;

  private LossGraph(
      Ops tf,
      Operand<TFloat32> targets,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> logits) {
    this.tf = tf;
    this.targets = flat(tf, targets);
    this.predictions = flat(tf, predictions);
    this.logits = logits.map(l -> flat(tf, l));
  }

  /**
   * The loss of predictions.
   *
   * @param logits what the predictions are the sigmoid of, if they are
   */
  static Operand<TFloat32> of(
      Ops tf,
      Loss loss,
      Operand<TFloat32> targets,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> logits) {
    LossGraph graph = new LossGraph(tf.withSubScope("loss"), targets, predictions, logits);
    if (loss instanceof Loss.FocalTversky l) {
      return graph.focalTversky(l);
    } else if (loss instanceof Loss.Dice l) {
      return graph.dice(l);
    } else if (loss instanceof Loss.BinaryCrossEntropy) {
      return graph.binaryCrossEntropy();
    }
    throw new IllegalStateException("no graph for the loss " + loss);
  }

  private Operand<TFloat32> focalTversky(Loss.FocalTversky l) {
    Operand<TFloat32> truePositives = sum(tf.math.mul(targets, predictions));
    Operand<TFloat32> falseNegatives = sum(tf.math.mul(targets, oneMinus(predictions)));
    Operand<TFloat32> falsePositives = sum(tf.math.mul(oneMinus(targets), predictions));
    Operand<TFloat32> missed =
        tf.math.add(
            tf.math.mul(falseNegatives, tf.constant(l.alpha())),
            tf.math.mul(falsePositives, tf.constant(1 - l.alpha())));
    Operand<TFloat32> hit = tf.math.add(truePositives, tf.constant(l.smooth()));
    Operand<TFloat32> index = tf.math.div(hit, tf.math.add(hit, missed));
    // The power's slope at 0 is infinite: a perfect prediction must not make the weights NaN.
    Operand<TFloat32> distance = tf.math.maximum(oneMinus(index), tf.constant(SMALLEST));
    return tf.math.pow(distance, tf.constant(l.gamma()));
  }

  private Operand<TFloat32> dice(Loss.Dice l) {
    Operand<TFloat32> both = sum(tf.math.mul(targets, predictions));
    Operand<TFloat32> all = tf.math.add(sum(targets), sum(predictions));
    Operand<TFloat32> smooth = tf.constant(l.smooth());
    Operand<TFloat32> twice = tf.math.mul(both, tf.constant(2f));
    return oneMinus(tf.math.div(tf.math.add(twice, smooth), tf.math.add(all, smooth)));
  }

  private Operand<TFloat32> binaryCrossEntropy() {
    // From logits, as Keras does behind a sigmoid: a saturated output keeps its gradient.
    Operand<TFloat32> each = logits.isPresent() ? crossEntropyOfLogits(logits.get()) : clipped();
    return tf.math.mean(each, tf.constant(0));
  }

  private Operand<TFloat32> crossEntropyOfLogits(Operand<TFloat32> x) {
    return tf.math.sub(tf.math.softplus(x), tf.math.mul(x, targets));
  }

  private Operand<TFloat32> clipped() {
    Operand<TFloat32> p =
        tf.clipByValue(predictions, tf.constant(SMALLEST), tf.constant(1 - SMALLEST));
    Operand<TFloat32> hit = tf.math.mul(targets, tf.math.log(p));
    Operand<TFloat32> rest = tf.math.mul(oneMinus(targets), tf.math.log(oneMinus(p)));
    return tf.math.neg(tf.math.add(hit, rest));
  }

  private Operand<TFloat32> oneMinus(Operand<TFloat32> x) {
    return tf.math.sub(tf.constant(1f), x);
  }

  private Operand<TFloat32> sum(Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(0));
  }

  private static Operand<TFloat32> flat(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(x, tf.constant(new int[] {-1}));
  }
}
