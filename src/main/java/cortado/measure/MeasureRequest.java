package cortado.measure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to measure and how.
 *
 * @param runtime {@code tensorflow} for a SavedModel folder, {@code tflite} for a TFLite file
 * @param threads of one inference, at least 1
 * @param warmups inferences before the timed ones
 * @param runs timed inferences, at least 1
 * @param inputs npy files, float32, one for each input of the model, batch first
 * @param test samples to compute after that
 * @param timeLimit of the whole child process
 */
public record MeasureRequest(
    String runtime,
    Path artifact,
    int threads,
    int warmups,
    int runs,
    List<Path> inputs,
    Optional<TestSet> test,
    Duration timeLimit) {

  /**
   * Samples whose outputs are wanted.
   *
   * @param samples npy files of float32, one for each input of the model, samples first
   * @param predictions npy files to write, one for each output of the model; none may be there yet
   * @param batch samples of one inference
   */
  public record TestSet(List<Path> samples, List<Path> predictions, int batch) {
    public TestSet {
      samples = List.copyOf(samples);
      predictions = List.copyOf(predictions);
    }
  }

  public MeasureRequest {
    inputs = List.copyOf(inputs);
    if (threads < 1 || warmups < 0 || runs < 1 || inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "threads %d, warm-ups %d, runs %d, inputs %s".formatted(threads, warmups, runs, inputs));
    }
  }

  /** One thread, 10 warm-up and 50 timed runs, no test set, ten minutes. */
  public static MeasureRequest of(String runtime, Path artifact, List<Path> inputs) {
    return new MeasureRequest(
        runtime, artifact, 1, 10, 50, inputs, Optional.empty(), Duration.ofMinutes(10));
  }

  public MeasureRequest withThreads(int n) {
    return new MeasureRequest(runtime, artifact, n, warmups, runs, inputs, test, timeLimit);
  }

  public MeasureRequest withRuns(int warm, int timed) {
    return new MeasureRequest(runtime, artifact, threads, warm, timed, inputs, test, timeLimit);
  }

  public MeasureRequest withTest(TestSet set) {
    return new MeasureRequest(
        runtime, artifact, threads, warmups, runs, inputs, Optional.of(set), timeLimit);
  }

  public MeasureRequest withTimeLimit(Duration limit) {
    return new MeasureRequest(runtime, artifact, threads, warmups, runs, inputs, test, limit);
  }
}
