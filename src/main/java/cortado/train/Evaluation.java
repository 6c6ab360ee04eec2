package cortado.train;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * How well a model does on samples.
 *
 * @param loss mean of the losses of the batches, in order
 * @param metrics those of the loss's {@link Loss.Task}
 */
public record Evaluation(double loss, Map<Metric, Double> metrics) {
  public Evaluation {
    metrics = Map.copyOf(metrics);
  }

  /** Of outputs that tell where something is. */
  public Evaluation(double loss, double dice, double iou) {
    this(loss, Map.of(Metric.DICE, dice, Metric.IOU, iou));
  }

  /** A metric, empty if it says nothing about this task. */
  public OptionalDouble metric(Metric metric) {
    Double value = metrics.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * @throws java.util.NoSuchElementException if the task has none
   */
  public double dice() {
    return metric(Metric.DICE).orElseThrow();
  }

  /**
   * @throws java.util.NoSuchElementException if the task has none
   */
  public double iou() {
    return metric(Metric.IOU).orElseThrow();
  }
}
