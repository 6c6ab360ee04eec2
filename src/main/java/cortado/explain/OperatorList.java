package cortado.explain;

import java.util.Optional;
import java.util.Set;

/** The operators that a target has kernels for. */
record OperatorList(Set<String> names) {
  private static final String NOT_LISTED = "not among its operators";

  /**
   * @param text names as in TFLite's schema, apart by white space
   */
  static OperatorList of(String text) {
    return new OperatorList(Set.of(text.strip().split("\\s+")));
  }

  Optional<String> refusal(TargetOperator operator) {
    return names.contains(operator.name()) ? Optional.empty() : Optional.of(NOT_LISTED);
  }
}
