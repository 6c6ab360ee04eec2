package cortado.train;

import cortado.UserError;
import java.util.function.DoubleUnaryOperator;

/** The value of a loss for one batch, in double precision. */
final class LossValue {
  private static final double SMALLEST = 1e-7;

  private LossValue() {}

  /**
   * @param width numbers of the last axis of the predictions
   */
  static double of(Loss loss, float[] predictions, float[] targets, int width) {
    if (loss instanceof Loss.Distilled d) {
      return distilled(d, predictions, targets, width);
    }
    int wanted =
        loss instanceof Loss.SparseCategoricalCrossEntropy
            ? predictions.length / width
            : predictions.length;
    if (wanted != targets.length || targets.length == 0) {
      throw new IllegalArgumentException(
          predictions.length + " predictions for " + targets.length + " targets");
    }
    if (loss instanceof Loss.FocalTversky l) {
      return focalTversky(l, predictions, targets);
    } else if (loss instanceof Loss.Dice l) {
      return dice(l, predictions, targets);
    } else if (loss instanceof Loss.BinaryCrossEntropy) {
      return binaryCrossEntropy(predictions, targets);
    } else if (loss instanceof Loss.CategoricalCrossEntropy) {
      return categoricalCrossEntropy(predictions, targets, width);
    } else if (loss instanceof Loss.SparseCategoricalCrossEntropy) {
      return categoricalCrossEntropy(predictions, oneHot(targets, width), width);
    } else if (loss instanceof Loss.MeanSquaredError) {
      return mean(predictions, targets, e -> e * e);
    } else if (loss instanceof Loss.MeanAbsoluteError) {
      return mean(predictions, targets, e -> e);
    } else if (loss instanceof Loss.Huber l) {
      double d = l.delta();
      return mean(predictions, targets, e -> e <= d ? e * e / 2 : d * (e - d / 2));
    }
    throw new IllegalStateException("no value for the loss " + loss);
  }

  private static double distilled(Loss.Distilled loss, float[] p, float[] y, int width) {
    int rows = p.length / width;
    int all = y.length / rows;
    double data = of(loss.plain(), p, columns(y, all, 0, all - width), width);
    double taught = of(loss.teacher(), p, columns(y, all, all - width, width), width);
    return (1 - loss.share()) * data + loss.share() * taught;
  }

  private static float[] columns(float[] rows, int width, int from, int count) {
    float[] columns = new float[rows.length / width * count];
    for (int row = 0; row < rows.length / width; row++) {
      System.arraycopy(rows, row * width + from, columns, row * count, count);
    }
    return columns;
  }

  private static double mean(float[] p, float[] y, DoubleUnaryOperator ofDistance) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += ofDistance.applyAsDouble(Math.abs((double) y[i] - p[i]));
    }
    return sum / y.length;
  }

  private static float[] oneHot(float[] numbers, int width) {
    float[] rows = new float[numbers.length * width];
    for (int i = 0; i < numbers.length; i++) {
      if (!(numbers[i] >= 0 && numbers[i] < width && numbers[i] == Math.rint(numbers[i]))) {
        throw UserError.because("A target is not the number of a class")
            .received(numbers[i])
            .allowed("0 to " + (width - 1));
      }
      rows[i * width + (int) numbers[i]] = 1;
    }
    return rows;
  }

  private static double categoricalCrossEntropy(float[] p, float[] y, int width) {
    double sum = 0;
    for (int row = 0; row < y.length; row += width) {
      double all = 0;
      for (int c = 0; c < width; c++) {
        all += p[row + c];
      }
      for (int c = 0; c < width; c++) {
        if (y[row + c] != 0) {
          double q = Math.min(Math.max(p[row + c] / all, SMALLEST), 1 - SMALLEST);
          sum -= y[row + c] * Math.log(q);
        }
      }
    }
    return sum * width / y.length;
  }

  private static double focalTversky(Loss.FocalTversky l, float[] p, float[] y) {
    double truePositives = 0;
    double falseNegatives = 0;
    double falsePositives = 0;
    for (int i = 0; i < y.length; i++) {
      truePositives += (double) y[i] * p[i];
      falseNegatives += y[i] * (1.0 - p[i]);
      falsePositives += (1.0 - y[i]) * p[i];
    }
    double missed = l.alpha() * falseNegatives + (1.0 - l.alpha()) * falsePositives;
    double index = (truePositives + l.smooth()) / (truePositives + missed + l.smooth());
    return Math.pow(Math.max(0, 1 - index), l.gamma());
  }

  private static double dice(Loss.Dice l, float[] p, float[] y) {
    double both = 0;
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      both += (double) y[i] * p[i];
      sum += (double) y[i] + p[i];
    }
    return 1 - (2 * both + l.smooth()) / (sum + l.smooth());
  }

  private static double binaryCrossEntropy(float[] p, float[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double q = Math.min(Math.max(p[i], SMALLEST), 1 - SMALLEST);
      sum -= y[i] * Math.log(q) + (1.0 - y[i]) * Math.log(1 - q);
    }
    return sum / y.length;
  }
}
