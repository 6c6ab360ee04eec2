package cortado.explain;

import cortado.tflite.TfliteFile;
import java.util.List;
import java.util.Optional;

/**
 * Which operators of a file a target takes.
 *
 * @param variant its name
 * @param operators in the order of execution
 * @param advice what that means and what to change, in sentences, some with a magic to paste
 */
public record Compatibility(
    String variant, Target target, List<Verdict> operators, List<String> advice) {

  /**
   * What a target says of one operator.
   *
   * @param layer the name of its output
   * @param types of its values
   * @param refusal why the target does not take it; empty if it does
   */
  public record Verdict(String operator, String layer, String types, Optional<String> refusal) {}

  public Compatibility {
    operators = List.copyOf(operators);
    advice = List.copyOf(advice);
  }

  /**
   * Checks the file of a variant.
   *
   * @param from the float variant that it could be made from again
   */
  public static Compatibility of(String variant, TfliteFile file, Target target, String from) {
    List<TargetOperator> all =
        file.main().operators().stream().map(o -> TargetOperator.of(file.main(), o)).toList();
    List<Verdict> verdicts =
        all.stream()
            .map(o -> new Verdict(o.name(), o.layer(), o.types(), target.refusal(o)))
            .toList();
    return new Compatibility(
        variant, target, verdicts, new TargetAdvice(variant, target, from, all, verdicts).all());
  }

  /** How many operators the target takes. */
  public long taken() {
    return operators.stream().filter(v -> v.refusal().isEmpty()).count();
  }

  /** Whether the target takes all of them. */
  public boolean isWhole() {
    return taken() == operators.size();
  }
}
