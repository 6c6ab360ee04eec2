package cortado.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All readers of what strangers may send, for a few seconds; {@code cortado fuzz} does it long. */
@Tag("slow")
final class FuzzTest {
  private static final int SECONDS = Integer.getInteger("cortado.fuzz", 8);

  /** Most of a short run is a start, which keeps one core busy. */
  private static final int AT_ONCE = 2;

  @TempDir Path folder;

  @Test
  void nothingIsFoundInAFewSeconds() throws Exception {
    List<Callable<Fuzz.Outcome>> runs =
        Arrays.stream(FuzzTarget.values())
            .map(t -> (Callable<Fuzz.Outcome>) () -> Fuzz.run(t, SECONDS, folder))
            .toList();
    ExecutorService two = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Fuzz.Outcome> run : two.invokeAll(runs)) {
        Fuzz.Outcome outcome = run.get();
        System.out.println(outcome);
        assertThat(outcome.ok()).as(outcome.output()).isTrue();
        assertThat(outcome.executions()).isPositive();
      }
    } finally {
      two.shutdownNow();
    }
  }
}
