package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.data.Shuffle;
import cortado.tensor.AtomicFile;
import cortado.tensor.BatchPrediction;
import cortado.tensor.NamedTensors;
import cortado.tensor.Predictor;
import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import cortado.tflite.TflitePredictor;
import cortado.train.ErrorBudget;
import cortado.train.Evaluation;
import cortado.train.Evaluator;
import cortado.train.Loss;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says how good TFLite files are, on samples that are not those of the test.
 *
 * @param samples with targets, in the variant's order
 * @param part of the data that they are of, in words
 */
record BudgetJudge(ErrorBudget budget, Samples samples, String part, Loss loss) {
  private static final int MOST_SAMPLES = 128;
  private static final int BATCH = 8;

  /** For how many samples a layer alone is judged by the noise that it makes. */
  private static final int FEW = 16;

  /**
   * A judge with the validation part of the data, or else with training samples that calibration
   * does not see, if there are any.
   *
   * @param calibrated how many training samples calibration takes
   * @param seed chose them
   * @throws UserError if the data does not fit or has no targets
   */
  static BudgetJudge of(
      ErrorBudget budget, Variant variant, Dataset data, int calibrated, long seed) {
    SampleFit fit = new SampleFit(variant.signature());
    Samples all = data.validation().orElse(data.train());
    Samples fitting = fit.requireTargets(variant.name(), all);
    Loss loss = UsualLoss.of(variant.outputShapes(), fitting.targets());
    if (data.validation().isPresent()) {
      int most = Math.min(MOST_SAMPLES, all.count());
      return new BudgetJudge(budget, fitting.slice(0, most), "validation samples", loss);
    }
    int[] unseen = unseen(all.count(), calibrated, seed);
    return unseen.length == 0
        ? new BudgetJudge(
            budget,
            fitting.slice(0, Math.min(MOST_SAMPLES, all.count())),
            "training samples that calibration saw, too",
            loss)
        : new BudgetJudge(
            budget, fitting.select(unseen), "training samples that calibration did not see", loss);
  }

  private static int[] unseen(int all, int calibrated, long seed) {
    Set<Integer> seen =
        Arrays.stream(Shuffle.some(all, calibrated, seed)).boxed().collect(Collectors.toSet());
    return IntStream.range(0, all).filter(i -> !seen.contains(i)).limit(MOST_SAMPLES).toArray();
  }

  /**
   * The loss or the metric of a file.
   *
   * @throws UserError if the task has no such metric
   */
  double value(Path file) {
    try (Predictor predictor = open(file)) {
      Evaluation e = Evaluator.evaluate(predictor, samples, loss, BATCH);
      return budget
          .value(e)
          .orElseThrow(
              () ->
                  UserError.because("The targets of the data have no such metric")
                      .received(budget)
                      .allowed(
                          e.metrics().keySet().stream()
                              .map(m -> m.title().toLowerCase(Locale.ROOT))
                              .sorted()
                              .collect(Collectors.joining(", ", "loss, ", ""))));
    }
  }

  double value(StreamedContent content) {
    return inFile(content, this::value);
  }

  /** What a file computes for a few of the samples. */
  List<Tensor> outputs(Path file) {
    NamedTensors few = samples.inputs().slice(0, Math.min(FEW, samples.count()));
    try (Predictor predictor = open(file)) {
      return new BatchPrediction(predictor, BATCH).of(few.tensors());
    }
  }

  List<Tensor> outputs(StreamedContent content) {
    return inFile(content, this::outputs);
  }

  private static Predictor open(Path file) {
    return TflitePredictor.open(file, Runtime.getRuntime().availableProcessors());
  }

  private static <T> T inFile(StreamedContent content, java.util.function.Function<Path, T> use) {
    try {
      Path file = Files.createTempFile("cortado-budget-", ".tflite");
      try {
        AtomicFile.stream(file, content);
        return use.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw UserError.because("There is no room for a temporary file", e)
          .next("free some space in " + System.getProperty("java.io.tmpdir"));
    }
  }
}
