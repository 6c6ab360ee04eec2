package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.measure.FileSize;
import cortado.measure.MeasureRequest;
import cortado.measure.Measurement;
import cortado.measure.Measurer;
import cortado.measure.worker.Phase;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Evaluation;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Signature;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Measures one variant on one runtime after the other. */
final class Measuring {
  private static final int BATCH = 8;
  private static final long SEED = 7;
  private static final long MOST_ELEMENTS = 1 << 28;

  private final Artifacts artifacts;
  private final Measurer measurer;
  private final MeasureOptions options;
  private final Optional<Samples> test;
  private final Path scratch;
  private int runs;

  /**
   * @param scratch an empty folder
   */
  Measuring(
      Artifacts artifacts,
      Measurer measurer,
      MeasureOptions options,
      Optional<Dataset> data,
      Path scratch) {
    this.artifacts = artifacts;
    this.measurer = measurer;
    this.options = options;
    this.test = data.map(Dataset::test);
    this.scratch = scratch;
  }

  /**
   * The runtimes to measure a variant on.
   *
   * @throws UserError if one was asked for that cannot run it
   */
  static List<RuntimeId> runtimes(Variant v, MeasureOptions options) {
    if (options.runtimes().isEmpty()) {
      return v.isTflite() ? List.of(RuntimeId.TFLITE) : List.of(RuntimeId.values());
    }
    options.runtimes().forEach(r -> requireRuns(v, r));
    return options.runtimes();
  }

  /**
   * @throws UserError if the runtime cannot run the variant
   */
  static void requireRuns(Variant v, RuntimeId runtime) {
    if (v.isTflite() && runtime != RuntimeId.TFLITE) {
      String is =
          v.isForeign() ? " is a TFLite file" : " is quantized, so it is a TFLite file only";
      throw UserError.because(v.name() + is).received(runtime.id()).allowed(RuntimeId.TFLITE.id());
    }
  }

  Measured measure(Variant v, RuntimeId runtime, SessionListener listener) {
    String stage = "measure " + v.name() + " on " + runtime.id();
    listener.onProgress(stage, 0, "writing its files");
    FileSize size = FileSize.of(artifacts.sized(v, runtime));
    Path runnable = artifacts.runnable(v, runtime);
    Signature signature = v.signature();
    TestSet set = TestSet.of(signature, test);
    try (SampleFiles files = new SampleFiles(scratch.resolve("run" + runs++))) {
      MeasureRequest request =
          MeasureRequest.of(runtime.id(), runnable, files.write("input", one(v, signature, set)))
              .withThreads(options.threads())
              .withRuns(options.warmups(), options.runs())
              .withTimeLimit(options.timeLimit());
      List<Path> predictions = files.names("prediction", signature.outputs().size());
      if (set.targets().isPresent()) {
        List<Path> samples = files.write("test", set.inputs().orElseThrow());
        request = request.withTest(new MeasureRequest.TestSet(samples, predictions, BATCH));
      }
      Measurement m = measurer.measure(request, p -> listener.onProgress(stage, done(p), p.text()));
      listener.onProgress(stage, 1, m.status());
      return m.ok() && request.test().isPresent()
          ? evaluated(new Measured(v, runtime, size, m, Optional.empty()), set, predictions)
          : new Measured(v, runtime, size, withoutLoss(m, set.misfit()), Optional.empty());
    }
  }

  private Measured evaluated(Measured m, TestSet set, List<Path> predictions) {
    NamedTensors outputs = NamedTensors.of(predictions.stream().map(Npy::read).toList());
    Loss loss = options.loss().orElseGet(() -> set.usualLoss(outputs));
    Optional<String> misfit = set.misfit(outputs, loss);
    Optional<Evaluation> evaluation =
        misfit.isPresent()
            ? Optional.empty()
            : Optional.of(Evaluator.evaluate(outputs, set.targets().orElseThrow(), loss, BATCH));
    return new Measured(
        m.variant(), m.runtime(), m.file(), withoutLoss(m.measurement(), misfit), evaluation);
  }

  private static Measurement withoutLoss(Measurement m, Optional<String> misfit) {
    return m.ok() && misfit.isPresent() ? m.withStatus("ok, but no loss: " + misfit.get()) : m;
  }

  static double done(Phase phase) {
    return (double) phase.ordinal() / Phase.values().length;
  }

  /** One sample: the first of the test set, or numbers in [0, 1) where none fits. */
  static NamedTensors one(Variant v, Signature signature, TestSet set) {
    return set.inputs().isPresent()
        ? set.inputs().get().slice(0, 1)
        : NamedTensors.of(
            signature.inputs().stream().map(input -> random(v, input.shape())).toList());
  }

  private static Tensor random(Variant v, Shape shape) {
    Shape one = shape.withDim(0, 1);
    if (!one.isKnown()) {
      throw UserError.because("The size of the images of " + v.name() + " is unknown")
          .received(shape)
          .next("%data DIR --tile 128, whose images are then used");
    }
    if (one.elements() > MOST_ELEMENTS) {
      throw UserError.because("An input of " + v.name() + " is too large to be made up")
          .received(one)
          .next("%data --inputs x.npy, whose first sample is then used");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[Math.toIntExact(one.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(one, values);
  }
}
