package cortado.session;

import cortado.measure.FileSize;
import cortado.measure.Measurement;
import cortado.train.Evaluation;
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
        figure(Evaluation::loss),
        figure(Evaluation::dice),
        figure(Evaluation::iou),
        measurement.status());
  }

  private OptionalDouble figure(java.util.function.ToDoubleFunction<Evaluation> of) {
    return evaluation.isPresent()
        ? OptionalDouble.of(of.applyAsDouble(evaluation.get()))
        : OptionalDouble.empty();
  }
}
