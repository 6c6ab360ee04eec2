package cortado.quantize;

import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a file of integers rounds the values of its program, and to which codes, while the program
 * is trained: the ranges begin with those of calibration and follow those of the batches by a
 * moving average (Jacob et al., 2018, section 3.1).
 */
public final class MovingRanges {
  /** How much of a range stays with each batch. */
  private static final float MOMENTUM = 0.99f;

  private final Program program;
  private final Function<Calibration, QuantizationPlan> planner;
  private Calibration calibration;
  private QuantizationPlan plan;

  /**
   * Where a value is rounded.
   *
   * @param codes the name of the value whose codes it gets
   * @param observed whether its range follows what it is before that
   */
  public record Rounding(String codes, boolean observed) {}

  /**
   * @param program of inference
   * @param planner plans the file for ranges
   */
  public MovingRanges(
      Program program, Calibration start, Function<Calibration, QuantizationPlan> planner) {
    this.program = program;
    this.planner = planner;
    this.calibration = start;
    this.plan = planner.apply(start);
  }

  /** How the output of an integer step, of this program or of the same with known extents, is. */
  public Rounding written(Step step) {
    return new Rounding(step.output().name(), follows(step));
  }

  /**
   * How a step rounds what it reads: computed in real numbers, or in codes that differ from those
   * that the step needs.
   */
  public Optional<Rounding> read(Step step, Value input) {
    if (!plan.isInteger(step)) {
      return Optional.empty();
    }
    boolean joins = ActivationScales.joinsCodes(step.op());
    Value coded = joins ? step.output() : input;
    Optional<Step> maker =
        program.steps().stream().filter(s -> s.output().name().equals(input.name())).findFirst();
    if (maker.isPresent() && plan.isInteger(maker.get())) {
      boolean same = plan.activation(input).equals(plan.activation(coded));
      return same ? Optional.empty() : Optional.of(new Rounding(coded.name(), false));
    }
    return Optional.of(new Rounding(coded.name(), maker.map(this::follows).orElse(true)));
  }

  /** Whether a step computes in int8. */
  public boolean isInteger(Step step) {
    return plan.isInteger(step);
  }

  /** Whether a step's output has the codes of what it is given. */
  public boolean keepsCodes(Step step) {
    return plan.isInteger(step)
        && (ActivationScales.keepsCodes(step.op()) || ActivationScales.joinsCodes(step.op()));
  }

  /** Whether the range of a step's output is its own: else the inputs or the op decide it. */
  private boolean follows(Step step) {
    return !ActivationScales.hasFixedCodes(step.op()) && !keepsCodes(step);
  }

  /** Lets the ranges of observed values follow those of a batch, by the values' names. */
  public void follow(Map<String, Range> seen) {
    Map<String, Range> ranges = new HashMap<>(calibration.ranges());
    seen.forEach((name, range) -> ranges.computeIfPresent(name, (n, old) -> moved(old, range)));
    for (Step s : program.steps()) {
      if (keepsCodes(s)) {
        s.inputs().stream()
            .map(v -> ranges.get(v.name()))
            .reduce(Range::union)
            .ifPresent(r -> ranges.put(s.output().name(), r));
      }
    }
    calibration = new Calibration(ranges);
    plan = planner.apply(calibration);
  }

  private static Range moved(Range old, Range seen) {
    float min = old.min() + (1 - MOMENTUM) * (seen.min() - old.min());
    float max = old.max() + (1 - MOMENTUM) * (seen.max() - old.max());
    return new Range(min, max);
  }

  /** The codes of all that is rounded, by the names that {@link Rounding#codes} has. */
  public Map<String, Quantization> codes() {
    Map<String, Value> values = new LinkedHashMap<>();
    program.inputs().forEach(v -> values.put(v.name(), v));
    program.steps().forEach(s -> values.put(s.output().name(), s.output()));
    Map<String, Quantization> codes = new LinkedHashMap<>();
    for (Step s : program.steps()) {
      if (plan.isInteger(s)) {
        codes.put(s.output().name(), plan.activation(s.output()));
        for (Value v : s.inputs()) {
          read(s, v)
              .map(r -> values.get(r.codes()))
              .ifPresent(to -> codes.put(to.name(), plan.activation(to)));
        }
      }
    }
    return codes;
  }

  /** The ranges as they are now. */
  public Calibration calibration() {
    return calibration;
  }
}
