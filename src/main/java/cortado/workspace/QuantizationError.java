package cortado.workspace;

import java.util.List;

/**
 * How far the outputs of a quantized variant are from those of the variant it was made from, both
 * computed by the TFLite runtime.
 *
 * @param part of the dataset that they were computed for: {@code test} or {@code training}
 * @param warnings what looked wrong in calibration, in sentences
 */
public record QuantizationError(
    List<Output> outputs, int samples, String part, List<String> warnings) {
  public QuantizationError {
    outputs = List.copyOf(outputs);
    warnings = List.copyOf(warnings);
  }

  /**
   * The error of one output.
   *
   * @param sqnrDb signal to quantization noise ratio, 10 log10(sum of y^2 / sum of (y - q)^2), in
   *     dB; infinite where all numbers are equal
   * @param largest absolute error
   */
  public record Output(String name, double sqnrDb, double largest) {}

  /** The ratio of the output that is worst, in dB. */
  public double sqnrDb() {
    return outputs.stream().mapToDouble(Output::sqnrDb).min().orElseThrow();
  }
}
