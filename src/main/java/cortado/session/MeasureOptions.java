package cortado.session;

import cortado.UserError;
import cortado.train.Loss;
import cortado.workspace.RuntimeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to measure.
 *
 * @param runtimes to measure on; all that can run a variant if empty
 * @param threads of one inference
 * @param warmups inferences before the timed ones
 * @param runs timed inferences
 * @param loss to compute on the test set; if empty, the one that the targets call for
 * @param timeLimit for each variant on each runtime
 */
public record MeasureOptions(
    List<RuntimeId> runtimes,
    int threads,
    int warmups,
    int runs,
    Optional<Loss> loss,
    Duration timeLimit) {
  public static final MeasureOptions DEFAULT =
      new MeasureOptions(List.of(), 1, 10, 50, Optional.empty(), Duration.ofMinutes(10));

  private static final int MOST_THREADS = 256;

  public MeasureOptions {
    runtimes = List.copyOf(runtimes);
    require("--threads", threads, 1, MOST_THREADS);
    require("--warmups", warmups, 0, Integer.MAX_VALUE);
    require("--runs", runs, 1, 1_000_000);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw UserError.because(option + " is out of range")
          .received(value)
          .allowed(most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most);
    }
  }

  public MeasureOptions on(RuntimeId... ids) {
    return new MeasureOptions(List.of(ids), threads, warmups, runs, loss, timeLimit);
  }

  public MeasureOptions withThreads(int n) {
    return new MeasureOptions(runtimes, n, warmups, runs, loss, timeLimit);
  }

  public MeasureOptions withRuns(int warm, int timed) {
    return new MeasureOptions(runtimes, threads, warm, timed, loss, timeLimit);
  }

  public MeasureOptions withLoss(Loss l) {
    return new MeasureOptions(runtimes, threads, warmups, runs, Optional.of(l), timeLimit);
  }

  public MeasureOptions withTimeLimit(Duration limit) {
    return new MeasureOptions(runtimes, threads, warmups, runs, loss, limit);
  }
}
