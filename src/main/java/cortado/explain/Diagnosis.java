package cortado.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sentences for what was measured, the most important first. */
final class Diagnosis {
  private static final List<Function<Evidence, Optional<Finding>>> RULES =
      List.of(
          ComparisonRules::slower,
          ComparisonRules::faster,
          RoundedRules::inTensorFlow,
          KernelRules::withoutXnnpack,
          KernelRules::conversions,
          KernelRules::fallback,
          KernelRules::noDotProducts,
          KernelRules::quantizedAsItRuns,
          WorkRules::zeros,
          WorkRules::narrow,
          WorkRules::slowest,
          WorkRules::threads,
          ErrorRules::rounding,
          ErrorRules::lastCode,
          MemoryRules::sharedValues,
          MemoryRules::unpackedWeights,
          MemoryRules::activationsAndWeights);

  private Diagnosis() {}

  static List<Finding> of(Evidence evidence) {
    return RULES.stream()
        .flatMap(rule -> rule.apply(evidence).stream())
        .sorted(Comparator.comparingDouble(Finding::weight).reversed())
        .toList();
  }
}
