package cortado.train;

import java.util.HashMap;
import java.util.Map;

/** How often the right class is the most probable one, or among the five most probable. */
final class ClassScore implements Score {
  private static final int FIVE = 5;

  private long count;
  private long first;
  private long amongFive;
  private int classes;

  @Override
  public void add(float[] predictions, float[] targets, int width) {
    int rows = predictions.length / width;
    boolean numbers = targets.length == rows;
    for (int row = 0; row < rows; row++) {
      int right = numbers ? (int) targets[row] : largest(targets, row * width, width);
      float probability = predictions[row * width + right];
      int better = 0;
      for (int c = 0; c < width; c++) {
        float other = predictions[row * width + c];
        // Of equal ones the first counts as the most probable.
        better += other > probability || other == probability && c < right ? 1 : 0;
      }
      first += better == 0 ? 1 : 0;
      amongFive += better < FIVE ? 1 : 0;
    }
    count += rows;
    classes = Math.max(classes, width);
  }

  private static int largest(float[] values, int from, int width) {
    int best = 0;
    for (int c = 1; c < width; c++) {
      best = values[from + c] > values[from + best] ? c : best;
    }
    return best;
  }

  @Override
  public Map<Metric, Double> metrics() {
    Map<Metric, Double> metrics = new HashMap<>();
    metrics.put(Metric.ACCURACY, (double) first / count);
    if (classes > FIVE) {
      metrics.put(Metric.TOP5, (double) amongFive / count);
    }
    return metrics;
  }
}
