package cortado.train;

import java.util.Map;

/** The mean distance of predictions from their targets. */
final class AbsoluteError implements Score {
  private double sum;
  private long count;

  @Override
  public void add(float[] predictions, float[] targets, int width) {
    for (int i = 0; i < targets.length; i++) {
      sum += Math.abs((double) targets[i] - predictions[i]);
    }
    count += targets.length;
  }

  @Override
  public Map<Metric, Double> metrics() {
    return Map.of(Metric.MAE, sum / count);
  }
}
