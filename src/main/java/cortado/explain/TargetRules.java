package cortado.explain;

import java.util.Optional;

/** What a target says of operators. */
@FunctionalInterface
interface TargetRules {
  /** Why the target does not take a built-in operator; empty if it does. */
  Optional<String> refusal(TargetOperator operator);
}
