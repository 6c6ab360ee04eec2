package cortado.train;

import java.util.Map;

/** Metrics that are counted batch by batch. */
interface Score {
  /**
   * @param width numbers of the last axis of the predictions
   */
  void add(float[] predictions, float[] targets, int width);

  Map<Metric, Double> metrics();

  static Score of(Loss.Task task) {
    return switch (task) {
      case PRESENCE -> new Overlap();
      case CLASSES -> new ClassScore();
      case QUANTITIES -> new AbsoluteError();
    };
  }
}
