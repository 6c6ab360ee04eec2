package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Binder does with a clone: {@code binder/postBuild} in an empty home, then a notebook. */
@Tag("slow")
final class BinderTest {
  /**
   * Of processors until the first cell has run: seconds on the clock are those of other programs,
   * too.
   */
  private static final double MOST_SECONDS = 15;

  @TempDir Path temporary;

  @Test
  void aCloneIsBuiltAndItsFirstNotebookOpens() throws IOException, InterruptedException {
    Path python = Python.with("nbclient");
    Path root = Fixtures.projectRoot();
    assumeTrue(Files.exists(root.resolve(".git")), "skipped: this is no clone");
    Path clone = temporary.resolve("clone");
    Path home = Files.createDirectory(temporary.resolve("home"));
    Path prefix = temporary.resolve("prefix");
    run(
        root,
        Map.of(),
        "git",
        "clone",
        "-q",
        "--depth",
        "1",
        root.toUri().toString(),
        clone.toString());

    // Binder downloads libraries; here they come from where this build got them.
    String libraries = System.getProperty("user.home") + "/.m2";
    run(
        clone,
        Map.of(
            "HOME",
            home.toString(),
            "NB_PYTHON_PREFIX",
            prefix.toString(),
            "MAVEN_OPTS",
            "-Dmaven.repo.local="
                + libraries
                + "/repository -Daether.enhancedLocalRepository.trackingFilename=none",
            "JAVA_TOOL_OPTIONS",
            "-Duser.home=" + home),
        "binder/postBuild");

    assertThat(prefix.resolve("share/jupyter/kernels/cortado/kernel.json")).exists();
    assertThat(home.resolve(".javacpp")).isDirectory();
    assertThat(clone.resolve(".cortado")).doesNotExist();
    Path script = temporary.resolve("opens.py");
    try (var in = BinderTest.class.getResourceAsStream("/opens.py")) {
      Files.write(script, in.readAllBytes());
    }
    String opened =
        run(
            clone.resolve("notebooks"),
            Map.of(
                "JUPYTER_PATH",
                prefix.resolve("share/jupyter").toString(),
                "JAVA_TOOL_OPTIONS",
                "-Duser.home=" + home),
            python.toString(),
            script.toString(),
            "start.ipynb");
    assertThat(opened).contains("Variant unet");
    var used = Pattern.compile("(\\S+) s of processors").matcher(opened);
    assertThat(used.find()).isTrue();
    assertThat(Double.parseDouble(used.group(1))).isPositive().isLessThan(MOST_SECONDS);
  }

  private String run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path output = temporary.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(status).as(String.join(" ", command) + ": " + text).isZero();
    return text;
  }
}
