package cortado.quantize;

import cortado.ops.Program;

/** The corrections that a method asks for. */
public record Corrections(QuantizationMethod method) {

  /** Whether {@link #equalized} changes anything, so that there must be a calibration before. */
  public boolean equalize() {
    return method.corrections().contains(Correction.EQUALIZE.id());
  }

  /** A program with even channels if that is asked for; it has to be calibrated again. */
  public Program equalized(Program program, Calibration calibration) {
    return equalize() ? Equalization.of(program, calibration) : program;
  }

  /** A program with the biases that its rounded kernels need, if that is asked for. */
  public Program withBiases(Program program, Calibration calibration, QuantizationPlan plan) {
    return method.corrections().contains(Correction.BIAS.id())
        ? BiasCorrection.of(program, calibration, plan)
        : program;
  }
}
