package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a real Jupyter client sees it. */
@Tag("slow")
@Tag("alone")
final class JupyterTest {
  @TempDir static Path temporary;

  private static Jupyter jupyter;

  @BeforeAll
  static void install() {
    jupyter = new Jupyter(temporary, TestKernelMain.class, "jupyter_client", "jupyter_kernel_test");
  }

  @Test
  void passesTheConformanceSuite() throws IOException, InterruptedException {
    assertThat(jupyter.run("conformance.py")).contains("OK").doesNotContain("FAILED");
  }

  @Test
  void keepsItsPromisesBeyondTheSuite() throws IOException, InterruptedException {
    assertThat(jupyter.run("behaviour.py")).contains("OK").doesNotContain("FAILED");
  }

  @Test
  void aThousandCellsLeaveItsMemoryAsItWas() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: no /proc to read memory from");
    String text = jupyter.run("memory.py");
    System.out.println(text);
    assertThat(text).contains("OK");
  }
}
