package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Shuffle;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Step;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.NamedTensors;
import cortado.tensor.StreamedContent;
import cortado.tflite.Calibrator;
import cortado.tflite.TfliteWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Quantizes one variant. */
final class Quantizing {
  private final QuantizeRequest request;
  private final QuantizationMethod method;
  private final Program program;
  private final Optional<Dataset> data;
  private final Optional<NamedTensors> inputs;
  private List<String> warnings = List.of();

  /**
   * @throws UserError if the scheme is unknown or needs data that is absent or does not fit
   */
  Quantizing(Variant from, QuantizeRequest request, Optional<Dataset> data) {
    this.request = request;
    this.method = request.method();
    if (method.equals(QuantizationMethod.of("float32"))) {
      throw UserError.because("A variant is float32 already")
          .received(method)
          .allowed("float16, dynamic, int8");
    }
    Program whole = Rewrites.forInference(Lowering.lower(from.model()));
    method.requireMatches(whole.steps().stream().map(Step::layer).distinct().toList());
    boolean calibrates =
        whole.steps().stream().map(this::scheme).anyMatch(Scheme.FullInteger.class::isInstance);
    this.data = calibrates ? data : Optional.empty();
    if (calibrates && data.isEmpty()) {
      throw UserError.because("int8 needs data to calibrate on")
          .next("%data DIR --tile 128 or %data --inputs x.npy, then %quantize " + method);
    }
    this.inputs =
        this.data.map(d -> new SampleFit(from.signature()).require(from.name(), d.train()));
    this.program = calibrates ? whole : Rewrites.splitConcatenations(whole);
  }

  /** What looked wrong in calibration, when it is done. */
  List<String> warnings() {
    return warnings;
  }

  private Scheme scheme(Step step) {
    return method.scheme(step.layer());
  }

  Recipe recipe() {
    return new Recipe.Quantized(
        method,
        data.map(d -> Math.min(request.samples(), d.train().count())).orElse(0),
        request.seed(),
        data.map(Dataset::sha256).orElse(""));
  }

  /** What the TFLite file is to hold; calibrates if the scheme asks for it. */
  StreamedContent file(String stage, SessionListener listener) {
    return TfliteWriter.content(program, plan(stage, listener));
  }

  /** Writes the file without the zeros of its kernels; answers of how many. */
  long writeSparse(Path file, String stage, SessionListener listener) {
    return TfliteWriter.writeSparse(program, plan(stage, listener), file);
  }

  private QuantizationPlan plan(String stage, SessionListener listener) {
    if (inputs.isPresent()) {
      NamedTensors all = inputs.get();
      NamedTensors some = all.select(Shuffle.some(all.count(), request.samples(), request.seed()));
      listener.onProgress(stage, 0, "calibrating on " + some.count() + " samples");
      Calibration calibration = Calibrator.calibrate(program, some.tensors(), method.calibrator());
      warnings = calibration.warnings();
      return QuantizationPlan.of(method.whole(), this::scheme, program, calibration);
    }
    return QuantizationPlan.of(method.whole(), this::scheme, program);
  }
}
