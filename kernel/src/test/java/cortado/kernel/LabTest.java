package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cortado.testing.Fixtures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees in JupyterLab; the pictures of it are left in {@code kernel/target/lab}. */
@Tag("slow")
final class LabTest {
  @TempDir Path temporary;

  @Test
  void tablesScrollFiguresAnswerThePointerAndButtonsInterruptAndRunAgain()
      throws IOException, InterruptedException {
    boolean browser =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "chromium")));
    assumeTrue(browser, "skipped: chromium is not installed");
    Jupyter jupyter = new Jupyter(temporary, KernelMain.class, "jupyterlab", "playwright");
    Path pictures = Fixtures.projectRoot().resolve("kernel/target/lab");
    assertThat(jupyter.run("lab.py", pictures.toString())).contains("OK");
  }
}
