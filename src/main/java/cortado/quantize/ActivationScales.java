package cortado.quantize;

import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.ShapeOp;
import cortado.ops.Step;
import cortado.ops.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Works out the codes of a program's values. Kernels of TFLite demand equal codes at both ends of
 * what only moves or compares values, as pooling and concatenation do, so such values share one
 * range; sigmoid, tanh and softmax have codes fixed by the specification.
 */
final class ActivationScales {
  private static final Quantization UNIT = Quantization.perTensor(1 / 256f, -128);
  private static final Quantization SIGNED_UNIT = Quantization.perTensor(1 / 128f, 0);
  private static final Quantization WIDE_UNIT = Quantization.wide(1 / 32768f);

  private final Map<Value, Value> parents = new LinkedHashMap<>();
  private final Map<Value, Quantization> fixed = new HashMap<>();

  private final Predicate<Step> integer;
  private final boolean wide;

  private ActivationScales(Predicate<Step> integer, boolean wide) {
    this.integer = integer;
    this.wide = wide;
  }

  /**
   * The codes of all values.
   *
   * @param integer which steps compute in codes; others demand nothing of them
   * @param wide whether the codes are int16
   */
  static Map<String, Quantization> of(
      Program program, Calibration calibration, Predicate<Step> integer, boolean wide) {
    ActivationScales scales = new ActivationScales(integer, wide);
    program.inputs().forEach(v -> scales.parents.put(v, v));
    program.steps().forEach(scales::add);
    return scales.solve(calibration);
  }

  private void add(Step step) {
    Value out = step.output();
    parents.put(out, out);
    fixedCodes(step.op()).ifPresent(q -> fixed.put(out, wide ? WIDE_UNIT : q));
    if (!integer.test(step)) {
      return;
    }
    if (keepsCodes(step.op())) {
      parents.put(out, root(step.input()));
    } else if (joinsCodes(step.op())) {
      // The writer requantizes inputs whose codes are fixed.
      step.inputs().stream()
          .map(this::root)
          .filter(r -> !fixed.containsKey(r))
          .forEach(r -> parents.put(r, root(out)));
    }
  }

  static boolean keepsCodes(Op op) {
    return op instanceof Op.Pool
        || op instanceof ShapeOp
        || op instanceof Op.Resize
        || op instanceof Op.Reduce reduce && reduce.kind() == Op.PoolKind.MAX;
  }

  static boolean joinsCodes(Op op) {
    return op instanceof Op.Concat
        || op instanceof Op.Binary b
            && (b.operator() == Op.Operator.MAXIMUM || b.operator() == Op.Operator.MINIMUM);
  }

  /** Whether the specification fixes the codes, whatever range the values have. */
  static boolean hasFixedCodes(Op op) {
    return fixedCodes(op).isPresent();
  }

  private static Optional<Quantization> fixedCodes(Op op) {
    if (op instanceof Op.Softmax) {
      return Optional.of(UNIT);
    }
    return op instanceof Op.Unary unary
        ? switch (unary.function()) {
          case SIGMOID -> Optional.of(UNIT);
          case TANH -> Optional.of(SIGNED_UNIT);
          default -> Optional.empty();
        }
        : Optional.empty();
  }

  private Quantization codes(Range range) {
    return wide ? range.wideQuantization() : range.quantization();
  }

  private Value root(Value v) {
    Value parent = parents.get(v);
    return parent.equals(v) ? v : root(parent);
  }

  private Map<String, Quantization> solve(Calibration calibration) {
    Map<Value, Range> ranges = new HashMap<>();
    parents.keySet().stream()
        .filter(v -> !fixed.containsKey(root(v)))
        .forEach(v -> ranges.merge(root(v), calibration.range(v.name()), Range::union));
    Map<String, Quantization> codes = new HashMap<>();
    for (Value v : parents.keySet()) {
      Value root = root(v);
      codes.put(v.name(), fixed.containsKey(root) ? fixed.get(root) : codes(ranges.get(root)));
    }
    return codes;
  }
}
