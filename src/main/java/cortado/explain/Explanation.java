package cortado.explain;

import cortado.machine.Processor;
import java.util.List;
import java.util.Optional;

/**
 * Why a variant is as fast, as large and as exact as it is on this machine.
 *
 * @param findings the most important first
 */
public record Explanation(Evidence evidence, List<Finding> findings) {
  public Explanation {
    findings = List.copyOf(findings);
  }

  public static Explanation of(Evidence evidence) {
    return new Explanation(evidence, Diagnosis.of(evidence));
  }

  public Account account() {
    return evidence.account();
  }

  /** What it was compared with, run in turns with it. */
  public Optional<Reference> reference() {
    return evidence.reference();
  }

  public Processor cpu() {
    return evidence.cpu();
  }

  /** What rounding did to the layers of a quantized variant. */
  public Optional<ErrorAccount> errors() {
    return evidence.errors();
  }
}
