package cortado.session;

import cortado.tensor.BatchPrediction;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;

/** Computes the outputs of variants. */
record Predicting(Artifacts artifacts) {
  private static final int BATCH = 8;

  NamedTensors predict(Variant v, NamedTensors given, RuntimeId runtime) {
    Measuring.requireRuns(v, runtime);
    SampleFit fit = new SampleFit(v.signature());
    NamedTensors inputs = fit.requireInputs(v.name(), given);
    try (Predictor predictor = artifacts.open(v, runtime)) {
      return fit.outputs(new BatchPrediction(predictor, BATCH).of(inputs.tensors()));
    }
  }
}
