package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models whose weights are several times the heap: nothing of them may stay on it. */
class LargerThanHeapTest {
  @TempDir Path dir;

  @Test
  void aModelOfThreeTimesTheHeap() throws Exception {
    List<String> lines = run("-Xmx48m", 9, 2048, 800_000_000L);
    assertRight(lines);
  }

  @Test
  @Tag("slow")
  void aModelWhoseTfliteFileIsBeyondTwoGigabytes() throws Exception {
    List<String> lines = run("-Xmx256m", 9, 8192, 12_000_000_000L);
    assertThat(Long.parseLong(lines.get(1).replace(" bytes", ""))).isGreaterThan(1L << 31);
    assertRight(lines);
  }

  private static void assertRight(List<String> lines) {
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("0.500 sparse");
    assertThat(Double.parseDouble(lines.get(2).replace("off by ", ""))).isLessThan(1e-4);
  }

  private List<String> run(String heap, int layers, int units, long room)
      throws IOException, InterruptedException {
    long free = Files.getFileStore(dir).getUsableSpace();
    assumeTrue(free > room, "needs " + room + " bytes of disk, of which " + free + " are free");
    Path out = dir.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                LargeSession.class.getName(),
                dir.toString(),
                Integer.toString(layers),
                Integer.toString(units))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
