package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.UNet;
import cortado.session.MeasureOptions;
import cortado.session.Session;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The process that measures is killed, or hangs: the table says so and the session goes on. */
@EnabledOnOs(OS.LINUX)
final class KilledChildTest {
  private static final MeasureOptions OPTIONS =
      MeasureOptions.DEFAULT.on(RuntimeId.TFLITE).withRuns(0, 2);

  @TempDir Path folder;
  private Session session;
  private Variant net;

  @BeforeEach
  void open() {
    session = Session.open(folder.resolve("ws"), Clock.systemUTC());
    net = session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 7, Optional.of("net"));
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void aKilledOneIsNamedAndTheNextMeasures() {
    assertThat(status(OPTIONS, signalling("-KILL"))).contains("signal 9 (killed");
    assertThat(session.rows().get(0).status()).contains("signal 9 (killed");
    assertThat(status(OPTIONS, SessionListener.SILENT)).startsWith("ok");
  }

  @Test
  void aHangingOneIsStoppedAtItsLimitAndTheNextMeasures() {
    MeasureOptions soon = OPTIONS.withTimeLimit(Duration.ofSeconds(5));
    assertThat(status(soon, signalling("-STOP"))).startsWith("stopped after 5 s");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(status(OPTIONS, SessionListener.SILENT)).startsWith("ok");
  }

  private String status(MeasureOptions options, SessionListener listener) {
    return session.measure(List.of(net), options, listener).get(0).measurement().status();
  }

  /** Sends a signal to the process once it has begun to work. */
  private static SessionListener signalling(String signal) {
    return (stage, fraction, detail) ->
        ProcessHandle.current()
            .children()
            .forEach(
                child -> {
                  try {
                    new ProcessBuilder("kill", signal, Long.toString(child.pid()))
                        .start()
                        .waitFor();
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
  }
}
