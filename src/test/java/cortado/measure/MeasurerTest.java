package cortado.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.measure.worker.Phase;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real child processes, which succeed, crash, hang and run out of memory. */
class MeasurerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path dir;
  private final Measurer measurer =
      new Measurer(Clock.fixed(NOW, ZoneOffset.UTC), FakeWorker.class.getName());

  @BeforeEach
  void files() throws IOException {
    Npy.write(dir.resolve("input.npy"), Tensor.of(Shape.of(1, 2), 1, 2));
    Npy.write(dir.resolve("test set\\.npy"), Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6));
    Files.write(dir.resolve("artifact"), new byte[1234]);
  }

  private MeasureRequest request(String runtime) {
    return MeasureRequest.of(runtime, dir.resolve("artifact"), List.of(dir.resolve("input.npy")));
  }

  private Measurement measure(MeasureRequest request) {
    return measurer.measure(request, phase -> {});
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsMemoryTimesAndWhereTheyWereTaken() {
    List<Phase> phases = new ArrayList<>();
    Measurement m = measurer.measure(request("chats"), phases::add);
    assertThat(m.status()).isEqualTo("ok");
    assertThat(m.fileBytes()).isEqualTo(1234);
    assertThat(m.rssRuntimeBytes().getAsLong()).isBetween(10_000_000L, 200_000_000L);
    assertThat(m.rssBytes().getAsLong()).isGreaterThanOrEqualTo(m.rssRuntimeBytes().getAsLong());
    assertThat(m.latencyMedianMs().getAsDouble()).isBetween(0.0, m.latencyP95Ms().getAsDouble());
    assertThat(m.threads()).isEqualTo(1);
    assertThat(m.environment().date()).isEqualTo(NOW);
    assertThat(m.environment().runtimeVersion()).isEqualTo("fake 1.0");
    assertThat(m.environment().cpu()).isNotBlank();
    assertThat(phases).containsExactly(Phase.RUNTIME, Phase.FIRST_INFERENCE, Phase.TIMING);
  }

  @Test
  void computesATestSetWhoseLastBatchIsSmaller() {
    Path predictions = dir.resolve("predictions.npy");
    var test =
        new MeasureRequest.TestSet(List.of(dir.resolve("test set\\.npy")), List.of(predictions), 2);
    assertThat(measure(request("doubles").withTest(test)).status()).isEqualTo("ok");
    assertThat(Npy.read(predictions)).isEqualTo(Tensor.of(Shape.of(3, 2), 2, 4, 6, 8, 10, 12));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aKilledChildIsAStatusAndKeepsTheEarlierFigures() {
    Measurement m = measure(request("killed"));
    assertThat(m.status())
        .startsWith("crashed while opening the model and computing once by signal 9");
    assertThat(m.rssRuntimeBytes()).isPresent();
    assertThat(m.rssBytes()).isEmpty();
    assertThat(m.latencyMedianMs()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCrashOfNativeCodeIsNamed() {
    assertThat(measure(request("segfaults")).status())
        .isEqualTo("crashed while opening the model and computing once by SIGSEGV");
  }

  @Test
  void anExitStatusIsToldWithTheLastWords() {
    assertThat(measure(request("exits")).status())
        .endsWith("with exit status 42: the library gave up");
  }

  @Test
  void aHangEndsAtTheTimeLimit() {
    Measurement m = measure(request("hangs").withTimeLimit(Duration.ofSeconds(3)));
    assertThat(m.status())
        .isEqualTo(
            "stopped after 3 s while opening the model and computing once:"
                + " it hung or was too slow");
  }

  @Test
  void runningOutOfMemoryIsNamed() {
    assertThat(measure(request("devours")).status())
        .isEqualTo(
            "ran out of memory while opening the model and computing once: its heap is 512 MB");
  }

  @Test
  void anExceptionAndAMissingLibraryAreSentences() {
    assertThat(measure(request("throws")).status())
        .isEqualTo("failed while opening the model and computing once: unexpected shape");
    assertThat(measure(request("full")).status())
        .startsWith("failed while opening the model and computing once: a disk is full, or");
    assertThat(measure(request("unlinked")).status())
        .startsWith("failed while loading the runtime: a library is missing")
        .contains("no tensorflow_cc");
  }

  @Test
  void anInterruptedMeasurementKillsItsChild() throws InterruptedException {
    Thread me = Thread.currentThread();
    long before = ProcessHandle.current().children().count();
    assertThatThrownBy(
            () ->
                measurer.measure(
                    request("hangs"),
                    phase -> {
                      if (phase == Phase.FIRST_INFERENCE) {
                        me.interrupt();
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).count())
        .isLessThanOrEqualTo(before);
  }

  @Test
  void sizesAreThoseOfGzip() throws IOException {
    Files.createDirectory(dir.resolve("folder"));
    Files.write(dir.resolve("folder/zeros"), new byte[100_000]);
    FileSize size = FileSize.of(dir.resolve("folder"));
    assertThat(size.bytes()).isEqualTo(100_000);
    assertThat(size.gzipBytes()).isBetween(100L, 200L);
  }
}
