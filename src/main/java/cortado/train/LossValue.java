package cortado.train;

/** The value of a loss for one batch, in double precision. */
final class LossValue {
  private static final double SMALLEST = 1e-7;

  private LossValue() {}

  static double of(Loss loss, float[] predictions, float[] targets) {
    if (predictions.length != targets.length || targets.length == 0) {
      throw new IllegalArgumentException(
          predictions.length + " predictions for " + targets.length + " targets");
    }
    if (loss instanceof Loss.FocalTversky l) {
      return focalTversky(l, predictions, targets);
    } else if (loss instanceof Loss.Dice l) {
      return dice(l, predictions, targets);
    } else if (loss instanceof Loss.BinaryCrossEntropy) {
      return binaryCrossEntropy(predictions, targets);
    }
    throw new IllegalStateException("no value for the loss " + loss);
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
