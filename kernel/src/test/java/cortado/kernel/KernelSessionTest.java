package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel with a session, as a real Jupyter client sees it. */
@Tag("slow")
final class KernelSessionTest {
  @TempDir Path temporary;

  @Test
  void completesWhatTheSessionHoldsAndIsInterruptedWhileItTrains()
      throws IOException, InterruptedException {
    Jupyter jupyter = new Jupyter(temporary, KernelMain.class, "jupyter_client");
    String printed = jupyter.run("session.py");
    System.out.print(printed);
    assertThat(printed).contains("a running %prune ended", "an endless loop ended", "OK");
  }
}
