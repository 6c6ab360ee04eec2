package cortado.explain;

import static cortado.explain.Cause.ROUNDING;

import java.util.Optional;

/** What rounding does to the output. */
final class ErrorRules {
  private static final double NEARLY_EXACT_DB = 60;

  private ErrorRules() {}

  static Optional<Finding> rounding(Evidence e) {
    return e.errors().map(ErrorRules::finding);
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
    sentence += a.spoiler().map(l -> loss(a, l)).orElse(", and no layer loses much");
    if (a.trained()) {
      return Finding.of(
          ROUNDING,
          0.04,
          sentence
              + ". Its weights were trained on, so that is more than rounding: its loss tells what"
              + " it is worth (%measure).");
    }
    Finding finding = Finding.of(ROUNDING, a.isLow() ? 2.5 : 0.04, sentence + ".");
    return a.isLow() ? finding.next(a.spoiler().map(s -> next(a, s))) : finding;
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

  /** What keeps the layer exact, or else ranges without what is far off. */
  private static String next(ErrorAccount a, LayerError l) {
    boolean computed = !l.type().startsWith("float") || a.method().scheme().equals("dynamic");
    String quoted = "'" + l.layer() + "'";
    return computed && !Double.isInfinite(l.inputDb())
        ? "%quantize " + a.method() + " --skip " + quoted + " --from " + a.from()
        : "%quantize " + a.method().withCalibration("mse") + " --from " + a.from();
  }
}
