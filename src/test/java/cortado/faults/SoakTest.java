package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Memory and handles stay as they are over many rounds, 40 or {@code -Dcortado.rounds}. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class SoakTest {
  private static final int ROUNDS = Integer.getInteger("cortado.rounds", 40);
  private static final double MOST_GROWTH = 1.05;
  private static final int A_FEW = 8;

  /** Files are unmapped when the collector has found that nobody reads them. */
  private static final int MOST_MAPPED = 40;

  @TempDir Path folder;

  private record Held(long rss, long objects, long open, long mapped) {
    static Held parse(String line) {
      List<Long> n = Stream.of(line.split(" ")).map(Long::valueOf).toList();
      return new Held(n.get(0), n.get(1), n.get(2), n.get(3));
    }
  }

  @Test
  void roundAfterRoundHoldsNoMore() throws Exception {
    List<Held> held = soak().stream().map(Held::parse).toList();
    Held early = held.get(ROUNDS / 10);
    Held last = held.get(ROUNDS - 1);
    System.out.printf("soak: %d rounds, early %s, last %s%n", ROUNDS, early, last);
    assertThat(held).hasSize(ROUNDS);
    assertThat((double) last.rss()).isLessThan(early.rss() * MOST_GROWTH);
    assertThat(last.objects()).isLessThanOrEqualTo(early.objects() + A_FEW);
    assertThat(last.open()).isLessThanOrEqualTo(early.open() + A_FEW);
    assertThat(last.mapped()).isLessThanOrEqualTo(MOST_MAPPED);
  }

  /** The heap is touched at the start, so that what grows is outside of it. */
  private List<String> soak() throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms192m",
                "-Xmx192m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                Soak.class.getName(),
                folder.toString(),
                Integer.toString(ROUNDS))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(err)).isZero();
    return Files.readAllLines(out);
  }
}
