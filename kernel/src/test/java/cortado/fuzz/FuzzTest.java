package cortado.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All readers of what strangers may send, for a few seconds; {@code cortado fuzz} does it long. */
final class FuzzTest {
  private static final int SECONDS = Integer.getInteger("cortado.fuzz", 8);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  @Tag("slow")
  void nothingIsFoundInAFewSeconds(FuzzTarget target) throws Exception {
    Fuzz.Outcome outcome = Fuzz.run(target, SECONDS, folder);
    System.out.println(outcome);
    assertThat(outcome.ok()).as(outcome.output()).isTrue();
    assertThat(outcome.executions()).isPositive();
  }

  /** What fuzzing has found stays among the resources, one folder for each target. */
  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void whatWasFoundBeforeIsMended(FuzzTarget target) throws Exception {
    var resource = FuzzTest.class.getResource("/fuzz/" + target.word());
    assumeTrue(resource != null, "skipped: nothing was ever found in " + target.word());
    for (Path p : files(Path.of(resource.toURI()))) {
      Class.forName(target.mainClass())
          .getMethod("fuzzerTestOneInput", byte[].class)
          .invoke(null, (Object) Files.readAllBytes(p));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
