package cortado.quantize;

import cortado.ops.Op;
import cortado.ops.Program;
import cortado.ops.Step;
import cortado.ops.Value;
import cortado.tensor.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which scheme each step of a program has, and the codes of each value that may be integers. */
public final class QuantizationPlan {
  private final Scheme scheme;
  private final Map<String, Scheme> schemes;
  private final Map<String, Quantization> activations;
  private final Set<String> realEnds;
  private final Map<String, String> views;
  private final Integers integers;

  private QuantizationPlan(Scheme scheme, Map<String, Scheme> schemes) {
    this(scheme, schemes, Map.of(), Set.of(), Map.of());
  }

  private QuantizationPlan(
      Scheme scheme,
      Map<String, Scheme> schemes,
      Map<String, Quantization> activations,
      Set<String> realEnds,
      Map<String, String> views) {
    this.realEnds = Set.copyOf(realEnds);
    this.views = Map.copyOf(views);
    this.scheme = scheme;
    this.schemes = Map.copyOf(schemes);
    this.activations = Map.copyOf(activations);
    this.integers = integers(scheme, schemes);
  }

  /** One scheme that needs no calibration for all steps. */
  public static QuantizationPlan of(Scheme scheme) {
    if (scheme instanceof Scheme.FullInteger) {
      throw new IllegalArgumentException(scheme.id() + " needs a calibration");
    }
    return new QuantizationPlan(scheme, Map.of());
  }

  /**
   * A scheme that needs no calibration for each step.
   *
   * @param scheme of the whole
   */
  public static QuantizationPlan of(
      Scheme scheme, Function<Step, Scheme> schemes, Program program) {
    Map<String, Scheme> byOutput = byOutput(schemes, program);
    if (scheme instanceof Scheme.FullInteger
        || byOutput.values().stream().anyMatch(Scheme.FullInteger.class::isInstance)) {
      throw new IllegalArgumentException("int8 needs a calibration");
    }
    return new QuantizationPlan(scheme, byOutput);
  }

  /** One scheme for all steps of a program. */
  public static QuantizationPlan of(Scheme scheme, Program program, Calibration calibration) {
    return of(scheme, step -> scheme, program, calibration);
  }

  /**
   * A scheme for each step.
   *
   * @param scheme of the whole, which decides the type at the program's edges
   */
  public static QuantizationPlan of(
      Scheme scheme, Function<Step, Scheme> schemes, Program program, Calibration calibration) {
    Map<String, Scheme> byOutput = byOutput(schemes, program);
    Predicate<Step> integer = s -> schemes.apply(s) instanceof Scheme.FullInteger;
    boolean wide = integers(scheme, byOutput).activations() == DType.INT16;
    boolean takesReals =
        !wide && !(scheme instanceof Scheme.FullInteger f && f.edge() != Scheme.Edge.FLOAT32);
    return new QuantizationPlan(
        scheme,
        byOutput,
        ActivationScales.of(program, calibration, integer, wide),
        takesReals ? RealEnds.of(program) : Set.of(),
        Map.of());
  }

  private static Integers integers(Scheme scheme, Map<String, Scheme> schemes) {
    return Integers.of(Stream.concat(Stream.of(scheme), schemes.values().stream()))
        .orElse(Integers.INT8);
  }

  private static Map<String, Scheme> byOutput(Function<Step, Scheme> schemes, Program program) {
    Map<String, Scheme> byOutput = new HashMap<>();
    program.steps().forEach(s -> byOutput.put(s.output().name(), schemes.apply(s)));
    return byOutput;
  }

  /**
   * The plan of a program in which other values hold the elements of those that were planned.
   *
   * @param names by the name of such a value, the name that was planned
   */
  public QuantizationPlan withViews(Map<String, String> names) {
    return new QuantizationPlan(scheme, schemes, activations, realEnds, names);
  }

  private String planned(Value v) {
    return views.getOrDefault(v.name(), v.name());
  }

  /** The scheme of the whole. */
  public Scheme scheme() {
    return scheme;
  }

  /** The scheme of one step. */
  public Scheme scheme(Step step) {
    return schemes.getOrDefault(planned(step.output()), scheme);
  }

  /** Whether an op makes numbers that have to be rounded; others but move or pick out some. */
  public static boolean rounds(Op op) {
    return !ActivationScales.keepsCodes(op);
  }

  /** Whether a step computes in integers. */
  public boolean isInteger(Step step) {
    return scheme(step) instanceof Scheme.FullInteger f
        && !realEnds.contains(planned(step.output()))
        && IntegerKernels.has(step.op(), f.integers());
  }

  /**
   * The codes of a value: int8 unless the scheme has others.
   *
   * @throws IllegalArgumentException if the plan was made for another program
   */
  public Quantization activation(Value value) {
    Quantization q = activations.get(planned(value));
    if (q == null) {
      throw new IllegalArgumentException("the plan has no codes for '" + value.name() + "'");
    }
    return integers == Integers.UINT8 ? q.unsigned() : q;
  }
}
