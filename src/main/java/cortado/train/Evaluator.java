package cortado.train;

import cortado.UserError;
import cortado.data.Samples;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

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
      running.add(predictor.predict(part.inputs().tensors()), part.targets().tensors());
    }
    return running.evaluation();
  }

  /** Evaluates predictions of one output that are already there. */
  public static Evaluation evaluate(Tensor predictions, Tensor targets, Loss loss, int batch) {
    return evaluate(NamedTensors.of(predictions), NamedTensors.of(targets), loss, batch);
  }

  /**
   * Evaluates predictions that are already there. The losses of several outputs are added; their
   * metrics are counted together.
   *
   * @param predictions float32, of the targets' shapes and in their order, samples first
   */
  public static Evaluation evaluate(
      NamedTensors predictions, NamedTensors targets, Loss loss, int batch) {
    requireFit(loss, predictions.tensors(), targets.tensors());
    Samples pairs = new Samples(predictions, targets);
    Running running = new Running(loss);
    for (int from = 0; from < pairs.count(); from += step(batch)) {
      Samples part = pairs.slice(from, Math.min(from + batch, pairs.count()));
      running.add(part.inputs().tensors(), part.targets().tensors());
    }
    return running.evaluation();
  }

  private static int step(int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch " + batch + ": at least 1");
    }
    return batch;
  }

  private static void requireFit(Loss loss, List<Tensor> predictions, List<Tensor> targets) {
    List<Shape> given = predictions.stream().map(t -> loss.targets(t.shape())).toList();
    List<Shape> wanted = targets.stream().map(Tensor::shape).toList();
    if (!given.equals(wanted)) {
      throw UserError.because("The model's output does not fit the targets of the data")
          .received(text(given))
          .allowed(text(wanted));
    }
  }

  private static String text(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
  }

  private static final class Running {
    private final Loss loss;
    private final Score score;
    private double sum;
    private int batches;

    Running(Loss loss) {
      this.loss = loss;
      this.score = Score.of(loss.task());
    }

    void add(List<Tensor> predictions, List<Tensor> targets) {
      requireFit(loss, predictions, targets);
      for (int i = 0; i < targets.size(); i++) {
        float[] p = predictions.get(i).floats();
        float[] y = targets.get(i).floats();
        int width = predictions.get(i).shape().dim(-1);
        sum += LossValue.of(loss, p, y, width);
        score.add(p, y, width);
      }
      batches++;
    }

    Evaluation evaluation() {
      if (batches == 0) {
        throw UserError.because("There are no samples to evaluate on");
      }
      return new Evaluation(sum / batches, score.metrics());
    }
  }
}
