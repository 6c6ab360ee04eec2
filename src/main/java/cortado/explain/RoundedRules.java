package cortado.explain;

import static cortado.explain.Cause.FAKE_QUANTIZATION;

import java.util.Optional;

/** Why a quantized model is slow where its graph is executed by the framework that trained it. */
final class RoundedRules {
  private RoundedRules() {}

  static Optional<Finding> inTensorFlow(Evidence e) {
    return e.rounded().map(r -> finding(e, r));
  }

  private static Finding finding(Evidence e, RoundedTimes r) {
    Account a = e.account();
    String sentence =
        "In TensorFlow this variant is float32 with %s that round beside the %d of the model: %s"
            + " against %s, %s; as a TFLite file its integers are real: %s";
    sentence =
        sentence.formatted(
            Amounts.count(r.rounding(), "operator"),
            r.operators(),
            Amounts.milliseconds(r.roundedMs()),
            Amounts.milliseconds(r.floatMs()),
            Amounts.comparison(r.roundedMs(), r.floatMs()),
            Amounts.milliseconds(a.operatorMilliseconds()));
    Optional<Account> parent = e.reference(Reference.Role.FLOAT_PARENT);
    if (parent.isPresent()) {
      sentence +=
          " against %s of float32 (%s)"
              .formatted(
                  Amounts.milliseconds(parent.get().operatorMilliseconds()), parent.get().name());
    }
    return Finding.of(FAKE_QUANTIZATION, 3.5, sentence + ".")
        .next("%export " + a.name() + " " + a.name() + ".tflite");
  }
}
