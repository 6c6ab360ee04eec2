package cortado.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All readers of what strangers may send, for a few seconds; {@code cortado fuzz} does it long. */
@Tag("slow")
final class FuzzTest {
  private static final int SECONDS = Integer.getInteger("cortado.fuzz", 8);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void nothingIsFoundInAFewSeconds(FuzzTarget target) throws Exception {
    Fuzz.Outcome outcome = Fuzz.run(target, SECONDS, folder);
    System.out.println(outcome);
    assertThat(outcome.ok()).as(outcome.output()).isTrue();
    assertThat(outcome.executions()).isPositive();
  }
}
