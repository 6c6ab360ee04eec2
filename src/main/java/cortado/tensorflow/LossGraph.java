package cortado.tensorflow;

import cortado.tensor.Shape;
import cortado.train.Loss;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A loss as TensorFlow's ops, over a whole batch. */
final class LossGraph {
  private static final float SMALLEST = 1e-7f;

  private final Ops tf;
  private final Operand<TFloat32> targets;
  private final Operand<TFloat32> predictions;
  private final Optional<Operand<TFloat32>> logits;
  private final int width;

  private LossGraph(
      Ops tf,
      Operand<TFloat32> targets,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> logits,
      int width) {
    this.tf = tf;
    this.width = width;
    this.targets = flat(tf, targets);
    this.predictions = flat(tf, predictions);
    this.logits = logits.map(l -> flat(tf, l));
  }

  /**
   * The loss of predictions.
   *
   * @param logits what the predictions are the sigmoid or softmax of, if they are
   * @param width numbers of the predictions' last axis
   */
  static Operand<TFloat32> of(
      Ops tf,
      Loss loss,
      Operand<TFloat32> targets,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> logits,
      int width) {
    if (loss instanceof Loss.Distilled d) {
      return distilled(tf, d, targets, predictions, logits, width);
    }
    LossGraph graph = new LossGraph(tf.withSubScope("loss"), targets, predictions, logits, width);
    if (loss instanceof Loss.FocalTversky l) {
      return graph.focalTversky(l);
    } else if (loss instanceof Loss.Dice l) {
      return graph.dice(l);
    } else if (loss instanceof Loss.BinaryCrossEntropy) {
      return graph.binaryCrossEntropy();
    } else if (loss instanceof Loss.CategoricalCrossEntropy) {
      return graph.categoricalCrossEntropy(graph.rows(graph.targets));
    } else if (loss instanceof Loss.SparseCategoricalCrossEntropy) {
      return graph.categoricalCrossEntropy(graph.oneHot());
    } else if (loss instanceof Loss.MeanSquaredError) {
      return graph.mean(graph.tf.math.square(graph.error()));
    } else if (loss instanceof Loss.MeanAbsoluteError) {
      return graph.mean(graph.tf.math.abs(graph.error()));
    } else if (loss instanceof Loss.Huber l) {
      return graph.huber(l);
    }
    throw new IllegalStateException("no graph for the loss " + loss);
  }

  private static Operand<TFloat32> distilled(
      Ops tf,
      Loss.Distilled loss,
      Operand<TFloat32> targets,
      Operand<TFloat32> predictions,
      Optional<Operand<TFloat32>> logits,
      int width) {
    int own = loss.plain().targets(Shape.of(1, width)).dim(-1);
    Operand<TFloat32> rows = tf.reshape(targets, tf.constant(new int[] {-1, own + width}));
    Operand<TFloat32> data =
        of(tf, loss.plain(), columns(tf, rows, 0, own), predictions, logits, width);
    Operand<TFloat32> taught =
        of(tf, loss.teacher(), columns(tf, rows, own, width), predictions, logits, width);
    return tf.math.add(
        tf.math.mul(data, tf.constant(1 - loss.share())),
        tf.math.mul(taught, tf.constant(loss.share())));
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> rows, int from, int count) {
    return tf.slice(rows, tf.constant(new int[] {0, from}), tf.constant(new int[] {-1, count}));
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
    return mean(each);
  }

  /** The targets are rows of probabilities. */
  private Operand<TFloat32> categoricalCrossEntropy(Operand<TFloat32> y) {
    Operand<TFloat32> logP;
    if (logits.isPresent()) {
      logP = tf.nn.logSoftmax(rows(logits.get()));
    } else {
      Operand<TFloat32> p = rows(predictions);
      Operand<TFloat32> all = tf.reduceSum(p, tf.constant(1), ReduceSum.keepDims(true));
      logP =
          tf.math.log(
              tf.clipByValue(
                  tf.math.div(p, all), tf.constant(SMALLEST), tf.constant(1 - SMALLEST)));
    }
    return tf.math.neg(mean(tf.reduceSum(tf.math.mul(y, logP), tf.constant(1))));
  }

  private Operand<TFloat32> oneHot() {
    return tf.oneHot(
        tf.dtypes.cast(targets, TInt32.class),
        tf.constant(width),
        tf.constant(1f),
        tf.constant(0f));
  }

  private Operand<TFloat32> rows(Operand<TFloat32> flat) {
    return tf.reshape(flat, tf.constant(new int[] {-1, width}));
  }

  private Operand<TFloat32> error() {
    return tf.math.sub(targets, predictions);
  }

  /** e^2 / 2 up to delta and a line from there: m (e - m / 2) with m = min(e, delta). */
  private Operand<TFloat32> huber(Loss.Huber l) {
    Operand<TFloat32> e = tf.math.abs(error());
    Operand<TFloat32> m = tf.math.minimum(e, tf.constant(l.delta()));
    return mean(tf.math.mul(m, tf.math.sub(e, tf.math.mul(m, tf.constant(0.5f)))));
  }

  private Operand<TFloat32> mean(Operand<TFloat32> each) {
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
