package cortado.explain;

import java.util.Optional;

/** The runtime of processors has a kernel for every built-in operator, in every type it defines. */
final class CpuRules implements TargetRules {
  @Override
  public Optional<String> refusal(TargetOperator operator) {
    return Optional.empty();
  }
}
