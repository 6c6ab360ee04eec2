package cortado.explain;

import java.util.List;
import java.util.Optional;

/**
 * Why a variant is as fast and as large as it is on this machine.
 *
 * @param reference what it was compared with, run in turns with it
 * @param findings the most important first
 */
public record Explanation(
    Subject subject,
    Account account,
    Optional<Reference> reference,
    CpuFeatures cpu,
    List<Finding> findings) {
  public Explanation {
    findings = List.copyOf(findings);
  }

  /**
   * @param cores that this process may use
   */
  public static Explanation of(
      Subject subject, Account account, Optional<Reference> reference, CpuFeatures cpu, int cores) {
    Evidence evidence = new Evidence(subject, account, reference, cpu, cores);
    return new Explanation(subject, account, reference, cpu, Diagnosis.of(evidence));
  }
}
