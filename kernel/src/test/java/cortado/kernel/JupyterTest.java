package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as a real Jupyter client sees it. */
@Tag("slow")
final class JupyterTest {
  private static final long LIMIT_MINUTES = 4;

  /** With a space and an accent, as users have them. */
  @TempDir static Path temporary;

  private static Path prefix;
  private static Path python;

  @BeforeAll
  static void install() {
    python = Python.with("jupyter_client", "jupyter_kernel_test");
    prefix = temporary.resolve("my préfix");
    new Kernelspec(prefix.resolve("share/jupyter/kernels")).install(TestKernelMain.class.getName());
  }

  @Test
  void passesTheConformanceSuite() throws IOException, InterruptedException {
    String out = run("conformance.py");
    assertThat(out).contains("OK").doesNotContain("FAILED");
  }

  @Test
  void keepsItsPromisesBeyondTheSuite() throws IOException, InterruptedException {
    String out = run("behaviour.py");
    assertThat(out).contains("OK").doesNotContain("FAILED");
  }

  private static String run(String script) throws IOException, InterruptedException {
    Path file = temporary.resolve(script);
    try (InputStream in = JupyterTest.class.getResourceAsStream("/" + script)) {
      Files.write(file, in.readAllBytes());
    }
    Path output = temporary.resolve(script + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(python.toString(), file.toString()))
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JUPYTER_PATH",
                prefix.resolve("share/jupyter").toString(),
                "CORTADO_TEST_KERNEL",
                "cortado"));
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("%s ends in time: %s", script, text).isTrue();
    assertThat(process.waitFor()).as("%s: %s", script, text).isZero();
    return text;
  }
}
