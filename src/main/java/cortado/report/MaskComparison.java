package cortado.report;

import java.util.Locale;

/** A predicted mask of one sample beside the true one. */
final class MaskComparison {
  private final MaskPicture found;
  private final MaskPicture truth;
  private final boolean binary;
  private final int[] predicted;
  private final int[] actual;

  MaskComparison(MaskPicture found, MaskPicture truth) {
    this.found = found;
    this.truth = truth;
    this.binary = truth.isBinary() && found.hasOneChannel();
    boolean choice = found.isChoice();
    this.predicted = found.classes(binary, choice);
    this.actual = truth.classes(truth.isBinary(), choice);
  }

  /** Whether it is about one thing that is there or not. */
  boolean isBinary() {
    return binary;
  }

  PredictionSheet.Tile actual() {
    return new PredictionSheet.Tile(binary ? truth.mask(actual) : truth.coloured(actual), "");
  }

  /** With its Dice, or the share of its pixels that show the right class. */
  PredictionSheet.Tile predicted() {
    return binary
        ? new PredictionSheet.Tile(found.compared(predicted, actual), "Dice " + dice())
        : new PredictionSheet.Tile(found.coloured(predicted), right());
  }

  /** 1 where neither has anything: they agree. */
  private String dice() {
    long both = 0;
    long sum = 0;
    for (int i = 0; i < actual.length; i++) {
      both += predicted[i] != 0 && actual[i] != 0 ? 1 : 0;
      sum += (predicted[i] != 0 ? 1 : 0) + (actual[i] != 0 ? 1 : 0);
    }
    return String.format(Locale.ROOT, "%.3f", sum == 0 ? 1 : 2.0 * both / sum);
  }

  private String right() {
    int right = 0;
    for (int i = 0; i < actual.length; i++) {
      right += predicted[i] == actual[i] ? 1 : 0;
    }
    return Numbers.percent((double) right / actual.length) + " of pixels right";
  }
}
