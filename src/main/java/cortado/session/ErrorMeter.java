package cortado.session;

import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.tensor.BatchPrediction;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.tflite.TflitePredictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a quantized file with the variant it was made from, on a few samples. */
record ErrorMeter(Artifacts artifacts) {
  private static final int MOST_SAMPLES = 32;

  /** A model of more is not written and run a second time for this. */
  private static final long MOST_PARAMETERS = 250_000_000;

  /**
   * The error on test samples, or else on training samples; empty without data that fits.
   *
   * @param warnings of calibration, to be kept with it
   */
  Optional<QuantizationError> of(
      Variant from, Path quantized, Optional<Dataset> data, List<String> warnings) {
    if (data.isEmpty() || from.parameters() > MOST_PARAMETERS) {
      return Optional.empty();
    }
    boolean tests = data.get().test().count() > 0;
    Samples samples = tests ? data.get().test() : data.get().train();
    SampleFit fit = new SampleFit(from.signature());
    if (fit.misfit(samples.inputs()).isPresent()) {
      return Optional.empty();
    }
    int count = Math.min(MOST_SAMPLES, samples.count());
    NamedTensors inputs = fit.inputs(samples.inputs()).slice(0, count);
    NamedTensors exact = fit.outputs(outputs(artifacts.tflite(from), inputs));
    List<Tensor> close = outputs(quantized, inputs);
    List<QuantizationError.Output> errors = new ArrayList<>();
    for (int i = 0; i < exact.size(); i++) {
      errors.add(error(exact.names().get(i), exact.tensors().get(i), close.get(i)));
    }
    return Optional.of(new QuantizationError(errors, count, tests ? "test" : "training", warnings));
  }

  private static List<Tensor> outputs(Path file, NamedTensors inputs) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Predictor predictor = TflitePredictor.open(file, threads)) {
      return new BatchPrediction(predictor, MOST_SAMPLES).of(inputs.tensors());
    }
  }

  private static QuantizationError.Output error(String name, Tensor exact, Tensor close) {
    float[] y = exact.floats();
    float[] q = close.floats();
    double signal = 0;
    double noise = 0;
    double largest = 0;
    for (int i = 0; i < y.length; i++) {
      double difference = (double) y[i] - q[i];
      signal += (double) y[i] * y[i];
      noise += difference * difference;
      largest = Math.max(largest, Math.abs(difference));
    }
    double ratio = noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
    return new QuantizationError.Output(name, ratio, largest);
  }
}
