package cortado.explain;

import cortado.tflite.TensorType;
import java.util.ArrayList;
import java.util.List;

/** What a target's verdicts mean, most important first, and what to change. */
record TargetAdvice(
    String variant,
    Target target,
    String from,
    List<TargetOperator> operators,
    List<Compatibility.Verdict> verdicts) {

  List<String> all() {
    List<String> sentences = new ArrayList<>();
    long refused = verdicts.stream().filter(v -> v.refusal().isPresent()).count();
    sentences.add(summary(refused));
    if (refused > 0) {
      sentences.add(change());
    }
    if (target == Target.GPU && integers() > 0) {
      sentences.add(
          "The GPU delegate turns int8 into floats to compute: that makes the file smaller, not the"
              + " work; %quantize float16 --from "
              + from
              + " is closer to the original.");
    }
    if (target == Target.EDGE_TPU && refused < verdicts.size()) {
      sentences.add(
          "Google's edgetpu_compiler has the last word: %export "
              + variant
              + " model.tflite, then edgetpu_compiler model.tflite.");
    }
    return sentences;
  }

  private String summary(long refused) {
    long taken = verdicts.size() - refused;
    if (refused == 0) {
      return "All %d operators of %s run on the %s.".formatted(taken, variant, target.title());
    }
    Compatibility.Verdict first =
        verdicts.stream().filter(v -> v.refusal().isPresent()).findFirst().orElseThrow();
    String which =
        "the first is %s of '%s': %s."
            .formatted(first.operator(), first.layer(), first.refusal().orElseThrow());
    return target.hasFallback()
        ? "%d of %d operators of %s run on the %s, %d on the processor; %s"
            .formatted(taken, verdicts.size(), variant, target.title(), refused, which)
        : "%s does not run on %s: %d of %d operators are missing there; %s"
            .formatted(variant, target.title(), refused, verdicts.size(), which);
  }

  private String change() {
    boolean wantsIntegers = target == Target.EDGE_TPU || target == Target.MICROCONTROLLER;
    String io = target == Target.EDGE_TPU ? "uint8" : "int8";
    String again = "%quantize int8 --io " + io + " --from " + from;
    if (wantsIntegers && integers() == 0) {
      return "It is not an int8 model: " + again;
    } else if (wantsIntegers && floatsInside() > 0) {
      return "%d operators inside compute with floats, because layers were skipped or have no int8"
              .formatted(floatsInside())
          + " kernel: "
          + again
          + " without --skip and --layer.";
    } else if (target == Target.GPU && hasValuesOf(TensorType.INT16)) {
      return "Its values are int16: %quantize float16 --from " + from;
    } else if (target == Target.EDGE_TPU && hasFloatEdges()) {
      return "Its inputs and outputs are floats: "
          + again
          + ", which also writes transposed convolutions as the Edge TPU knows them.";
    }
    return "Replace these layers by ones that it takes, such as LeakyReLU by ReLU, and train again"
        + (target == Target.EDGE_TPU
            ? "; what follows the first of them runs on the processor, too."
            : ".");
  }

  private boolean hasFloatEdges() {
    return operators.stream()
        .anyMatch(o -> o.name().endsWith("QUANTIZE") && o.hasValueOf(TensorType.FLOAT32));
  }

  private boolean hasValuesOf(TensorType type) {
    return operators.stream().anyMatch(o -> o.hasValueOf(type));
  }

  private long integers() {
    return operators.stream()
        .filter(o -> !o.name().endsWith("QUANTIZE") && o.hasValueOf(TensorType.INT8))
        .count();
  }

  /** Those before the last that computes with integers; what follows it belongs to the edge. */
  private long floatsInside() {
    int last = operators.size();
    while (last > 0 && !operators.get(last - 1).hasValueOf(TensorType.INT8)) {
      last--;
    }
    return operators.stream()
        .limit(last)
        .filter(o -> !o.name().endsWith("QUANTIZE") && o.hasValueOf(TensorType.FLOAT32))
        .count();
  }
}
