package cortado.session;

import cortado.measure.MeasureRequest;
import cortado.measure.Measurer;
import cortado.tensor.BatchPrediction;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import cortado.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Computes the outputs of variants. */
record Predicting(Workspace workspace, Artifacts artifacts, Measurer measurer) {
  private static final int BATCH = 8;
  private static final Duration LIMIT = Duration.ofMinutes(30);

  NamedTensors predict(Variant v, NamedTensors given, RuntimeId runtime) {
    Measuring.requireRuns(v, runtime);
    SampleFit fit = new SampleFit(v.signature());
    NamedTensors inputs = fit.requireInputs(v.name(), given);
    if (v.isForeign()) {
      return fit.outputs(inChild(v, inputs));
    }
    try (Predictor predictor = artifacts.open(v, runtime)) {
      return fit.outputs(new BatchPrediction(predictor, BATCH).of(inputs.tensors()));
    }
  }

  /** A file of others may crash the runtime, which must not be this process. */
  private List<Tensor> inChild(Variant v, NamedTensors inputs) {
    return workspace.withScratch(
        scratch -> {
          try (SampleFiles files = new SampleFiles(scratch.resolve("predict"))) {
            List<Path> written = files.names("output", v.signature().outputs().size());
            measurer.predict(
                RuntimeId.TFLITE.id(),
                artifacts.tflite(v),
                Runtime.getRuntime().availableProcessors(),
                new MeasureRequest.TestSet(files.write("input", inputs), written, BATCH),
                LIMIT);
            return written.stream().map(Npy::read).toList();
          }
        });
  }
}
