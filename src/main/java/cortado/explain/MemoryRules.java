package cortado.explain;

import static cortado.explain.Cause.MEMORY;
import static cortado.explain.Cause.SHARED_VALUES;
import static cortado.explain.Cause.UNPACKED_WEIGHTS;

import cortado.tflite.TensorType;
import java.util.Optional;

/** What RAM is needed for. */
final class MemoryRules {
  private MemoryRules() {}

  static Optional<Finding> unpackedWeights(Evidence e) {
    Account a = e.account();
    if (!a.file().isMostly(TensorType.FLOAT16)) {
      return Optional.empty();
    }
    long half = a.file().weightBytes().get(TensorType.FLOAT16);
    String sentence =
        "RAM is not saved at run time, because %s unpacks the weights to float32 when it loads the"
            + " file: %s of float16 become %s";
    sentence =
        sentence.formatted(e.kernelsName(), Amounts.megabytes(half), Amounts.megabytes(2.0 * half));
    if (a.addedBytes().isPresent()) {
      sentence +=
          ", and the model adds %s to the RAM of the process"
              .formatted(Amounts.megabytes(a.addedBytes().getAsLong()));
      Optional<Account> parent = e.reference(Reference.Role.FLOAT_PARENT);
      if (parent.isPresent() && parent.get().addedBytes().isPresent()) {
        sentence +=
            " (%s, float32: %s)"
                .formatted(
                    parent.get().name(), Amounts.megabytes(parent.get().addedBytes().getAsLong()));
      }
    }
    return Optional.of(
        Finding.of(UNPACKED_WEIGHTS, 1, sentence + ". Only the file is smaller.")
            .next(e.magic("%%quantize int8 --from %s")));
  }

  static Optional<Finding> sharedValues(Evidence e) {
    String sentence =
        "Kernels share at most %d values each, but the file is no smaller for that, because TFLite"
            + " stores each weight by itself: %s; compressed by gzip it has %s.";
    return e.subject()
        .shared()
        .map(
            s ->
                Finding.of(
                    SHARED_VALUES,
                    0.2,
                    sentence.formatted(
                        s.values(),
                        Amounts.megabytes(s.fileBytes()),
                        Amounts.megabytes(s.gzipBytes()))));
  }

  static Optional<Finding> activationsAndWeights(Evidence e) {
    Account a = e.account();
    long weights = a.file().allWeightBytes();
    long activations = a.file().peakActivationBytes();
    if (weights == 0 || activations == 0) {
      return Optional.empty();
    }
    String sentence =
        "Weights are %s in the file, activations need %s at once"
            .formatted(Amounts.megabytes(weights), Amounts.megabytes(activations));
    if (a.addedBytes().isPresent()) {
      sentence +=
          "; with the kernels' own buffers the model adds %s to the RAM of the process"
              .formatted(Amounts.megabytes(a.addedBytes().getAsLong()));
    }
    sentence +=
        activations > weights
            ? ". Smaller images save more RAM than smaller weights."
            : ". Smaller weights save more RAM than smaller images.";
    return Optional.of(Finding.of(MEMORY, 0.02, sentence));
  }
}
