package cortado.explain;

import static cortado.explain.Cause.LAST_CODE;
import static cortado.explain.Cause.ROUNDING;

import cortado.quantize.QuantizationMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rounding does to the output. */
final class ErrorRules {
  private static final double NEARLY_EXACT_DB = 60;
  private static final Set<String> BOUNDED = Set.of("LOGISTIC", "SOFTMAX");

  private ErrorRules() {}

  static Optional<Finding> rounding(Evidence e) {
    return e.errors().map(ErrorRules::finding);
  }

  /** A sigmoid or softmax of bytes at the end, whose codes the specification of TFLite fixes. */
  static Optional<Finding> lastCode(Evidence e) {
    return e.lastFunction()
        .filter(o -> BOUNDED.contains(o.operator()))
        .filter(o -> o.arithmetic() == OperatorCost.Arithmetic.INTEGER)
        .map(
            o ->
                Finding.of(
                        LAST_CODE,
                        0.05,
                        "The %s at the end computes in 8 bits, whose codes end at 255/256: where the"
                                .formatted(o.operator())
                            + " float model is sure, each value loses 0.4 %, and the loss grows"
                            + " with it. With floats as outputs that function is computed in"
                            + " float32.")
                    .next(e.magic("%%quantize int8 --from %s")));
  }

  private static Finding finding(ErrorAccount a) {
    String sentence =
        "The output's ratio of signal to quantization noise (SQNR) is %s against %s on %d %s"
            .formatted(
                Double.isInfinite(a.outputDb())
                    ? "infinite"
                    : Amounts.decibels(a.outputDb()) + (a.isLow() ? ", less than 20 dB," : ""),
                a.from(),
                a.samples(),
                a.source().text());
    String told =
        sentence + a.spoiler().map(l -> loss(a, l)).orElse(", and no layer loses much") + ".";
    if (a.trained()) {
      return Finding.of(
          ROUNDING,
          0.04,
          told
              + " Its weights were trained on, so that is more than rounding: its loss tells what it"
              + " is worth (%measure).");
    }
    if (!a.isLow()) {
      return Finding.of(ROUNDING, 0.04, told);
    }
    return a.remedy()
        .map(r -> Finding.of(ROUNDING, 2.5, told + tried(r)).next(magic(a, r.method())))
        .orElseGet(() -> Finding.of(ROUNDING, 2.5, told).next(a.spoiler().map(l -> untried(a, l))));
  }

  private static String tried(Remedy r) {
    return " Quantized as follows, the output has " + Amounts.decibels(r.outputDb()) + ".";
  }

  private static String loss(ErrorAccount a, LayerError l) {
    return "; %s %s: its inputs %s, its output has %s (cosine %.4f)"
        .formatted(
            l.layer(),
            a.isLow() ? "spoils it" : "loses most",
            l.inputDb() > NEARLY_EXACT_DB
                ? "are nearly exact"
                : "have " + Amounts.decibels(l.inputDb()),
            Amounts.decibels(l.sqnrDb()),
            l.deviation().cosine());
  }

  /** What keeps the layer and what it reads exact, or else ranges without what is far off. */
  private static String untried(ErrorAccount a, LayerError l) {
    List<String> exact = new ArrayList<>(l.sources());
    exact.add(l.layer());
    return magic(a, l.isInput() ? a.method().withCalibration("mse") : a.method().withSkip(exact));
  }

  private static String magic(ErrorAccount a, QuantizationMethod method) {
    return "%quantize " + method + " --from " + a.from();
  }
}
