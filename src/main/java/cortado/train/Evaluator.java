package cortado.train;

import cortado.UserError;
import cortado.data.Samples;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;

/** Finds out how well predictions meet their targets, in double precision. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Predicts the samples batch by batch, in order, and evaluates the predictions.
   *
   * @param batch samples per batch, at least 1; the last batch may be smaller
   * @throws UserError if the predictions have another shape than the targets
   */
  public static Evaluation evaluate(Predictor predictor, Samples samples, Loss loss, int batch) {
    Running running = new Running(loss);
    for (int from = 0; from < samples.count(); from += step(batch)) {
      Samples part = samples.slice(from, Math.min(from + batch, samples.count()));
      running.add(predictor.predict(part.inputs()), part.targets());
    }
    return running.evaluation();
  }

  /**
   * Evaluates predictions that are already there.
   *
   * @param predictions float32, of the targets' shape, samples first
   */
  public static Evaluation evaluate(Tensor predictions, Tensor targets, Loss loss, int batch) {
    requireSameShape(predictions, targets);
    Samples pairs = new Samples(predictions, targets);
    Running running = new Running(loss);
    for (int from = 0; from < pairs.count(); from += step(batch)) {
      Samples part = pairs.slice(from, Math.min(from + batch, pairs.count()));
      running.add(part.inputs(), part.targets());
    }
    return running.evaluation();
  }

  private static int step(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch " + batch + ": at least 1");
    }
    return batch;
  }

  private static void requireSameShape(Tensor predictions, Tensor targets) {
    if (!predictions.shape().equals(targets.shape())) {
      throw UserError.because("The model's output does not fit the targets of the data")
          .received(predictions.shape())
          .allowed(targets.shape());
    }
  }

  private static final class Running {
    private final Loss loss;
    private final Overlap overlap = new Overlap();
    private double sum;
    private int batches;

    Running(Loss loss) {
      this.loss = loss;
    }

    void add(Tensor predictions, Tensor targets) {
      requireSameShape(predictions, targets);
      float[] p = predictions.floats();
      float[] y = targets.floats();
      sum += LossValue.of(loss, p, y);
      batches++;
      overlap.add(p, y);
    }

    Evaluation evaluation() {
      if (batches == 0) {
        throw UserError.because("There are no samples to evaluate on");
      }
      return new Evaluation(sum / batches, overlap.dice(), overlap.iou());
    }
  }
}
