package cortado.session;

import cortado.data.Dataset;
import cortado.explain.ErrorAccount;
import cortado.quantize.Deviation;
import cortado.tensor.BatchPrediction;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tflite.TflitePredictor;
import cortado.workspace.QuantizationError;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a quantized file with the variant it was made from, on a few samples. */
record ErrorMeter(Artifacts artifacts) {
  private static final int MOST_SAMPLES = 32;

  /** A model of more is not written and run a second time for this. */
  static final long MOST_PARAMETERS = 250_000_000;

  /**
   * The error on test samples, or else on training samples; empty without data that fits.
   *
   * @param warnings of calibration, to be kept with it
   */
  Optional<QuantizationError> of(
      Variant from, Path quantized, Optional<Dataset> data, List<String> warnings) {
    if (from.parameters() > MOST_PARAMETERS) {
      return Optional.empty();
    }
    return ProbeSamples.of(from.signature(), data, MOST_SAMPLES)
        .map(samples -> compare(from, quantized, samples, warnings));
  }

  private QuantizationError compare(
      Variant from, Path quantized, ProbeSamples samples, List<String> warnings) {
    NamedTensors inputs = samples.inputs();
    SampleFit fit = new SampleFit(from.signature());
    NamedTensors exact = fit.outputs(outputs(artifacts.tflite(from), inputs));
    List<Tensor> close = outputs(quantized, inputs);
    List<QuantizationError.Output> errors = new ArrayList<>();
    for (int i = 0; i < exact.size(); i++) {
      errors.add(error(exact.names().get(i), exact.tensors().get(i), close.get(i)));
    }
    String part = samples.source() == ErrorAccount.Source.TEST ? "test" : "training";
    return new QuantizationError(errors, samples.count(), part, warnings);
  }

  private static List<Tensor> outputs(Path file, NamedTensors inputs) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Predictor predictor = TflitePredictor.open(file, threads)) {
      return new BatchPrediction(predictor, MOST_SAMPLES).of(inputs.tensors());
    }
  }

  private static QuantizationError.Output error(String name, Tensor exact, Tensor close) {
    Deviation d = Deviation.of(exact.floats(), close.floats());
    return new QuantizationError.Output(name, d.sqnrDb(), d.largest());
  }
}
