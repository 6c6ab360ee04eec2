package cortado.workspace;

import cortado.measure.FileSize;
import cortado.measure.Measurement;
import cortado.train.Evaluation;
import cortado.train.Metric;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A variant measured on a runtime.
 *
 * @param file size of the file of the runtime's format
 * @param evaluation on the test set, if there is one and the child computed it
 */
public record Measured(
    Variant variant,
    RuntimeId runtime,
    FileSize file,
    Measurement measurement,
    Optional<Evaluation> evaluation) {

  /** As the table shows it. */
  public TableRow row() {
    return new TableRow(
        variant.name(),
        variant.parent().orElse(""),
        variant.recipe().text(),
        runtime.id(),
        runtime.format(),
        OptionalLong.of(file.bytes()),
        OptionalLong.of(file.gzipBytes()),
        variant.parameters(),
        variant.nonzero(),
        variant.sparsity(),
        measurement.rssBytes(),
        measurement.rssRuntimeBytes(),
        measurement.latencyMedianMs(),
        measurement.latencyP95Ms(),
        OptionalInt.of(measurement.threads()),
        loss(),
        metric(Metric.DICE),
        metric(Metric.IOU),
        measurement.status(),
        evaluation.map(Evaluation::metrics).orElse(Map.of()));
  }

  private OptionalDouble loss() {
    return evaluation.isPresent()
        ? OptionalDouble.of(evaluation.get().loss())
        : OptionalDouble.empty();
  }

  private OptionalDouble metric(Metric metric) {
    return evaluation.isPresent() ? evaluation.get().metric(metric) : OptionalDouble.empty();
  }
}
