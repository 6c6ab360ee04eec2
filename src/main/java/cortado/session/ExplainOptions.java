package cortado.session;

import cortado.UserError;
import cortado.tflite.Kernels;
import java.time.Duration;
import java.util.Optional;

/**
 * How to explain a variant.
 *
 * @param threads of one inference
 * @param runs timed inferences, and as many in which each operator is timed
 * @param kernels to run it with
 * @param reference name of a variant to compare it with; what it was made from if empty
 * @param tensorFlow whether an int8 variant is also run in TensorFlow, with all rounding on top of
 *     float32
 * @param timeLimit of each process
 */
public record ExplainOptions(
    int threads,
    int runs,
    Kernels kernels,
    Optional<String> reference,
    boolean tensorFlow,
    Duration timeLimit) {
  /** One thread, 30 runs, XNNPACK. */
  public static final ExplainOptions DEFAULT =
      new ExplainOptions(1, 30, Kernels.XNNPACK, Optional.empty(), false, Duration.ofMinutes(10));

  private static final int MOST_THREADS = 256;
  private static final int MOST_RUNS = 10_000;

  public ExplainOptions {
    require("--threads", threads, MOST_THREADS);
    require("--runs", runs, MOST_RUNS);
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw UserError.because(option + " is out of range").received(value).allowed("1 to " + most);
    }
  }

  public ExplainOptions withThreads(int n) {
    return new ExplainOptions(n, runs, kernels, reference, tensorFlow, timeLimit);
  }

  public ExplainOptions withRuns(int n) {
    return new ExplainOptions(threads, n, kernels, reference, tensorFlow, timeLimit);
  }

  public ExplainOptions withKernels(Kernels k) {
    return new ExplainOptions(threads, runs, k, reference, tensorFlow, timeLimit);
  }

  public ExplainOptions against(String variant) {
    return new ExplainOptions(threads, runs, kernels, Optional.of(variant), tensorFlow, timeLimit);
  }

  public ExplainOptions inTensorFlow() {
    return new ExplainOptions(threads, runs, kernels, reference, true, timeLimit);
  }
}
