package cortado.explain;

import static cortado.explain.Cause.CONVERSIONS;
import static cortado.explain.Cause.FALLBACK;
import static cortado.explain.Cause.NO_INT8_DOT_PRODUCTS;
import static cortado.explain.Cause.QUANTIZED_AS_IT_RUNS;
import static cortado.explain.Cause.WITHOUT_XNNPACK;

import cortado.tflite.Kernels;
import cortado.tflite.TensorType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the choice of kernels explains. */
final class KernelRules {
  private static final double LEAST_SHARE = 0.05;
  private static final double MOSTLY = 0.5;

  /** int8 of this many times the speed of float32 has gained more than little. */
  private static final double MUCH_FASTER = 1.25;

  private KernelRules() {}

  static Optional<Finding> withoutXnnpack(Evidence e) {
    Account a = e.account();
    if (a.count(OperatorTime::delegated) > 0) {
      return Optional.empty();
    }
    boolean wide = e.isWide();
    String why =
        a.kernels() == Kernels.BUILT_IN
            ? "XNNPACK was turned off"
            : wide
                ? "XNNPACK has none for int16, which their values are"
                : "XNNPACK took none of them, as it does where the size of images is free";
    String all =
        "All %s run in the runtime's own kernels, because %s: one inference takes %s in them"
            .formatted(
                Amounts.count(a.operators().size(), "operator"),
                why,
                Amounts.milliseconds(a.operatorMilliseconds()));
    Optional<Account> fast = e.reference(Reference.Role.SAME_WITH_XNNPACK);
    String rest =
        fast.map(
                x ->
                    ", with XNNPACK %s (%s)"
                        .formatted(
                            Amounts.milliseconds(x.operatorMilliseconds()),
                            Amounts.comparison(x.operatorMilliseconds(), a.operatorMilliseconds())))
            .orElse("");
    Finding finding = Finding.of(WITHOUT_XNNPACK, 3, all + rest + ".");
    Optional<String> next =
        a.kernels() == Kernels.BUILT_IN
            ? Optional.of("%explain " + a.name())
            : wide ? e.magic("%%quantize int8 --from %s") : Optional.empty();
    return Optional.of(finding.next(next));
  }

  static Optional<Finding> conversions(Evidence e) {
    Account a = e.account();
    long count = a.count(Evidence.innerConversions());
    double share = a.share(Evidence.innerConversions());
    List<OperatorTime> real =
        e.linear().stream()
            .filter(o -> o.cost().arithmetic() == OperatorCost.Arithmetic.FLOAT)
            .toList();
    if (count == 0 || (real.isEmpty() && share < LEAST_SHARE)) {
      return Optional.empty();
    }
    String sentence =
        "%s of the time (%s of %s) goes to %s between %s and float32"
            .formatted(
                Amounts.percent(share),
                Amounts.milliseconds(a.milliseconds(Evidence.innerConversions())),
                Amounts.milliseconds(a.operatorMilliseconds()),
                Amounts.count(count, "conversion"),
                integers(e));
    double lost = share + a.share(real::contains);
    if (!real.isEmpty()) {
      sentence +=
          ", and %s to %s in float32 between layers of %s, such as %s"
              .formatted(
                  Amounts.percent(a.share(real::contains)),
                  Amounts.count(real.size(), "operator"),
                  integers(e),
                  real.get(0).cost().layer());
    }
    sentence += ": quantize these layers, too, or skip their neighbours as well.";
    return Optional.of(
        Finding.of(CONVERSIONS, lost < LEAST_SHARE ? lost : 1 + share, sentence)
            .next(e.magic("%%quantize " + scheme(e) + " --from %s")));
  }

  private static String integers(Evidence e) {
    return e.isWide() ? "int16" : "int8";
  }

  private static String scheme(Evidence e) {
    return e.isWide() ? "int16x8" : "int8";
  }

  static Optional<Finding> fallback(Evidence e) {
    Account a = e.account();
    double share = a.share(o -> !o.delegated());
    if (a.count(OperatorTime::delegated) == 0 || share < LEAST_SHARE) {
      return Optional.empty();
    }
    Map<String, Double> times = new TreeMap<>();
    a.operators().stream()
        .filter(o -> !o.delegated())
        .forEach(o -> times.merge(o.cost().operator(), o.milliseconds(), Double::sum));
    String most =
        times.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    long count = a.count(o -> !o.delegated() && o.cost().operator().equals(most));
    String sentence =
        "%s of the time (%s) goes to operators that XNNPACK did not take, most of it to %d x %s%s."
            .formatted(
                Amounts.percent(share),
                Amounts.milliseconds(a.milliseconds(o -> !o.delegated())),
                count,
                most,
                reason(a, most));
    return Optional.of(Finding.of(FALLBACK, share, sentence));
  }

  private static String reason(Account a, String operator) {
    boolean hybrid = has(a, operator, OperatorCost.Arithmetic.HYBRID);
    if (has(a, operator, OperatorCost.Arithmetic.WIDE_INTEGER)) {
      return ", whose values are int16, for which it has no kernels";
    }
    return switch (operator) {
      case "CONV_2D" ->
          hybrid && hasNibbles(a)
              ? ", whose kernels are int4, which the runtime unpacks in each inference"
              : "";
      case "TRANSPOSE_CONV" ->
          hybrid
              ? ", whose kernel is int8 while its activations are float32"
              : ", which it takes only if the shape of its output is a constant in the file";
      case "QUANTIZE", "DEQUANTIZE" -> ", which it takes for one scale of int8 only";
      case "EXP", "LOG", "SQRT", "RSQRT", "ELU", "GELU" -> ", which it takes for float32 only";
      default -> operator.startsWith("'") ? ", an operator that is not of TFLite" : "";
    };
  }

  private static boolean hasNibbles(Account a) {
    return a.file().weightBytes().containsKey(TensorType.INT4);
  }

  private static boolean has(Account a, String operator, OperatorCost.Arithmetic arithmetic) {
    return a.count(
            o ->
                o.cost().operator().equals(operator)
                    && !o.delegated()
                    && o.cost().arithmetic() == arithmetic)
        > 0;
  }

  static Optional<Finding> noDotProducts(Evidence e) {
    if (!e.cpu().lacksInt8DotProducts()
        || e.multiplyAdds(OperatorCost.Arithmetic.INTEGER) < MOSTLY) {
      return Optional.empty();
    }
    double ms = e.account().operatorMilliseconds();
    Optional<Account> floats = e.reference(Reference.Role.FLOAT_PARENT);
    boolean much = floats.filter(f -> f.operatorMilliseconds() >= MUCH_FASTER * ms).isPresent();
    String sentence =
        "This CPU has no %s, the instruction for dot products of int8%s one inference takes %s%s"
            .formatted(
                e.cpu().missingInt8DotProducts(),
                much
                    ? "; all the same"
                    : ", so int8 gains little over float32 in its multiply-adds:",
                Amounts.milliseconds(ms),
                floats.map(f -> besideFloats(ms, f)).orElse(""));
    return Optional.of(
        Finding.of(NO_INT8_DOT_PRODUCTS, 0.9, sentence + ".")
            .next(e.magic("%%prune 0.5 --granularity channel --epochs 5 --from %s")));
  }

  private static String besideFloats(double ms, Account floats) {
    double floatMs = floats.operatorMilliseconds();
    return ", in float32 (%s) %s, so int8 is %s"
        .formatted(floats.name(), Amounts.milliseconds(floatMs), Amounts.comparison(ms, floatMs));
  }

  static Optional<Finding> quantizedAsItRuns(Evidence e) {
    Account a = e.account();
    double part = e.multiplyAdds(OperatorCost.Arithmetic.HYBRID);
    if (part < MOSTLY) {
      return Optional.empty();
    }
    Predicate<OperatorTime> hybrid = o -> o.cost().arithmetic() == OperatorCost.Arithmetic.HYBRID;
    OperatorTime slowest =
        a.operators().stream()
            .filter(hybrid)
            .max(Comparator.comparingDouble(OperatorTime::milliseconds))
            .orElseThrow();
    String sentence =
        "Weights are %s, but activations are float32 and quantized anew in each inference for %s,"
            + " which take %s of the time, most of it %s with %s.";
    sentence =
        sentence.formatted(
            hasNibbles(a) ? "int4 and int8" : "int8",
            Amounts.count(a.count(hybrid), "operator"),
            Amounts.percent(a.share(hybrid)),
            slowest.cost().layer(),
            Amounts.milliseconds(slowest.milliseconds()));
    return Optional.of(
        Finding.of(QUANTIZED_AS_IT_RUNS, 0.5, sentence).next(e.magic("%%quantize int8 --from %s")));
  }
}
