package cortado.explain;

import cortado.Choice;
import cortado.UserError;
import java.util.List;
import java.util.Optional;

/** Hardware that a TFLite file may be meant for, and what its documentation says that it takes. */
public enum Target {
  CPU(
      "cpu",
      "processor",
      "the built-in operators of the TFLite runtime, tensorflow/lite/core/kernels/register.cc"),
  EDGE_TPU(
      "edgetpu",
      "Coral Edge TPU",
      "\"Supported operations\", https://coral.ai/docs/edgetpu/models-intro/"),
  MICROCONTROLLER(
      "microcontroller",
      "TFLite Micro",
      "tensorflow/lite/micro/micro_mutable_op_resolver.h of"
          + " https://github.com/tensorflow/tflite-micro"),
  GPU(
      "gpu",
      "GPU delegate",
      "tensorflow/lite/tools/versioning/gpu_compatibility.cc of"
          + " https://github.com/tensorflow/tensorflow");

  private final String id;
  private final String title;
  private final String source;

  Target(String id, String title, String source) {
    this.id = id;
    this.title = title;
    this.source = source;
  }

  /** As the user names it. */
  public String id() {
    return id;
  }

  /** As its makers name it. */
  public String title() {
    return title;
  }

  /** Where its operators and types are written down. */
  public String source() {
    return source;
  }

  /** Whether what it does not take runs on the processor beside it; else nothing runs. */
  public boolean hasFallback() {
    return this == EDGE_TPU || this == GPU;
  }

  /** Why it does not take an operator; empty if it does. */
  Optional<String> refusal(TargetOperator operator) {
    return operator.isCustom()
        ? Optional.of("a custom operator, which needs code of its own")
        : rules().refusal(operator);
  }

  private TargetRules rules() {
    return switch (this) {
      case CPU -> new CpuRules();
      case EDGE_TPU -> new EdgeTpuRules();
      case MICROCONTROLLER -> new MicroRules();
      case GPU -> new GpuRules();
    };
  }

  /**
   * The target of this name.
   *
   * @throws UserError for any other name
   */
  public static Target named(String id) {
    return Choice.named(
        id, List.of(values()), Target::id, "There is no such target", "%check --target edgetpu");
  }
}
