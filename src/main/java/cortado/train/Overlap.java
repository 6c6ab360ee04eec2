package cortado.train;

import java.util.Map;

/** How far predictions and targets, cut at 0.5, cover each other, counted over a whole set. */
final class Overlap implements Score {
  private static final float THRESHOLD = 0.5f;

  private long both;
  private long predicted;
  private long actual;

  @Override
  public void add(float[] predictions, float[] targets, int width) {
    for (int i = 0; i < targets.length; i++) {
      boolean p = predictions[i] > THRESHOLD;
      boolean y = targets[i] > THRESHOLD;
      both += p && y ? 1 : 0;
      predicted += p ? 1 : 0;
      actual += y ? 1 : 0;
    }
  }

  @Override
  public Map<Metric, Double> metrics() {
    return Map.of(Metric.DICE, dice(), Metric.IOU, iou());
  }

  /** 1 where neither has anything: they agree. */
  private double dice() {
    long sum = predicted + actual;
    return sum == 0 ? 1 : 2.0 * both / sum;
  }

  /** 1 where neither has anything: they agree. */
  private double iou() {
    long union = predicted + actual - both;
    return union == 0 ? 1 : (double) both / union;
  }
}
