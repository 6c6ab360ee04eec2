package cortado.session;

import cortado.ops.Program;
import cortado.quantize.Calibration;
import cortado.quantize.Corrections;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.tensor.NamedTensors;
import cortado.tflite.Calibrator;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A program that is ready to be quantized.
 *
 * @param calibration empty if no layer is to be int8
 */
record Calibrated(Program program, Optional<Calibration> calibration) {

  /** Calibrates on samples, twice where the first only tells how to even out channels. */
  static Calibrated on(NamedTensors samples, Program program, QuantizationMethod method) {
    Calibration first = Calibrator.calibrate(program, samples.tensors(), method.calibrator());
    Corrections corrections = new Corrections(method);
    if (!corrections.equalize()) {
      return new Calibrated(program, Optional.of(first));
    }
    Program even = corrections.equalized(program, first);
    return new Calibrated(
        even, Optional.of(Calibrator.calibrate(even, samples.tensors(), method.calibrator())));
  }

  /** The program as the TFLite file by a method has it. */
  FileForm form(QuantizationMethod method) {
    QuantizationPlan plan = method.plan(program, calibration);
    return FileForm.of(method, corrected(method, plan), plan);
  }

  /** Writes the file without the zeros of its kernels; answers of how many. */
  long writeSparse(QuantizationMethod method, Path file) {
    return form(method).writeSparse(file);
  }

  private Program corrected(QuantizationMethod method, QuantizationPlan plan) {
    return calibration
        .map(c -> new Corrections(method).withBiases(program, c, plan))
        .orElse(program);
  }
}
