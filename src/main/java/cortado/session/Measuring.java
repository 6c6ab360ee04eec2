package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Graph;
import cortado.measure.FileSize;
import cortado.measure.MeasureRequest;
import cortado.measure.Measurement;
import cortado.measure.Measurer;
import cortado.measure.worker.Phase;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Evaluation;
import cortado.train.Evaluator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Measures one variant on one runtime after the other. */
final class Measuring {
  private static final int BATCH = 8;
  private static final long SEED = 7;

  private final Artifacts artifacts;
  private final Measurer measurer;
  private final MeasureOptions options;
  private final Optional<Samples> test;
  private final Path scratch;

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
      return v.isQuantized() ? List.of(RuntimeId.TFLITE) : List.of(RuntimeId.values());
    }
    options.runtimes().forEach(r -> requireRuns(v, r));
    return options.runtimes();
  }

  /**
   * @throws UserError if the runtime cannot run the variant
   */
  static void requireRuns(Variant v, RuntimeId runtime) {
    if (v.isQuantized() && runtime != RuntimeId.TFLITE) {
      throw UserError.because(v.name() + " is quantized, so it exists as a TFLite file only")
          .received(runtime.id())
          .allowed(RuntimeId.TFLITE.id());
    }
  }

  Measured measure(Variant v, RuntimeId runtime, SessionListener listener) {
    String stage = "measure " + v.name() + " on " + runtime.id();
    listener.onProgress(stage, 0, "writing its files");
    FileSize size = FileSize.of(artifacts.sized(v, runtime));
    Path runnable = artifacts.runnable(v, runtime);
    Graph graph = v.model().graph();
    Optional<String> misfit = test.flatMap(t -> SampleFit.misfit(graph, t));
    boolean evaluate = test.isPresent() && misfit.isEmpty();
    Path predictions = scratch.resolve("predictions.npy");
    MeasureRequest request =
        MeasureRequest.of(runtime.id(), runnable, inputs(v, graph, evaluate))
            .withThreads(options.threads())
            .withRuns(options.warmups(), options.runs())
            .withTimeLimit(options.timeLimit());
    if (evaluate) {
      request = request.withTest(new MeasureRequest.TestSet(testInputs(), predictions, BATCH));
    }
    Measurement m = measurer.measure(request, p -> listener.onProgress(stage, done(p), p.text()));
    if (m.ok() && misfit.isPresent()) {
      m = m.withStatus("ok, but no loss: " + misfit.get());
    }
    Optional<Evaluation> evaluation = Optional.empty();
    if (m.ok() && evaluate) {
      Tensor outputs = Npy.read(predictions);
      Tensor targets = test.orElseThrow().targets();
      if (outputs.shape().equals(targets.shape())) {
        evaluation = Optional.of(Evaluator.evaluate(outputs, targets, options.loss(), BATCH));
      } else {
        m =
            m.withStatus(
                "ok, but no loss: the outputs are "
                    + outputs.shape()
                    + ", the targets "
                    + targets.shape());
      }
    }
    listener.onProgress(stage, 1, m.status());
    return new Measured(v, runtime, size, m, evaluation);
  }

  private static double done(Phase phase) {
    return (double) phase.ordinal() / Phase.values().length;
  }

  private Path testInputs() {
    Path file = scratch.resolve("test.npy");
    if (!Files.exists(file)) {
      Npy.write(file, test.orElseThrow().inputs());
    }
    return file;
  }

  /** One sample: the first of the test set, or numbers in [0, 1) where none fits. */
  private List<Path> inputs(Variant v, Graph graph, boolean fromTest) {
    List<Path> files = new ArrayList<>();
    List<Shape> shapes = SampleFit.inputs(graph);
    for (int i = 0; i < shapes.size(); i++) {
      Path file = scratch.resolve("input" + i + ".npy");
      Npy.write(
          file, fromTest ? test.orElseThrow().slice(0, 1).inputs() : random(v, shapes.get(i)));
      files.add(file);
    }
    return files;
  }

  private static Tensor random(Variant v, Shape shape) {
    Shape one = shape.withDim(0, 1);
    if (!one.isKnown()) {
      throw UserError.because("The size of the images of " + v.name() + " is unknown")
          .received(shape)
          .next("%data DIR --tile 128, whose images are then used");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[Math.toIntExact(one.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(one, values);
  }
}
