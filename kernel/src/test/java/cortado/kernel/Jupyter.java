package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Python;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Jupyter that knows the kernel under test and runs Python scripts against it. */
final class Jupyter {
  private static final long LIMIT_MINUTES = 20;

  private final Path python;
  private final Path folder;
  private final Path prefix;

  /**
   * Installs the kernel; the test is skipped where there is no Python with Jupyter.
   *
   * @param folder for all files
   * @param mainClass of the kernel
   */
  Jupyter(Path folder, Class<?> mainClass, String... modules) {
    this.python = Python.with(modules);
    this.folder = folder;
    this.prefix = folder.resolve("my préfix"); // with a space and an accent, as users have them
    new Kernelspec(prefix.resolve("share/jupyter/kernels")).install(mainClass.getName());
  }

  /** Runs a script from the test resources; fails unless it exits 0. Returns what it printed. */
  String run(String script, String... arguments) throws IOException, InterruptedException {
    Path file = folder.resolve(script);
    try (InputStream in = Jupyter.class.getResourceAsStream("/" + script)) {
      Files.write(file, in.readAllBytes());
    }
    Path output = folder.resolve(script + ".txt");
    List<String> command = new ArrayList<>(List.of(python.toString(), file.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JUPYTER_PATH",
                prefix.resolve("share/jupyter").toString(),
                "CORTADO_TEST_KERNEL",
                "cortado",
                "JJAVA_CLASSPATH",
                System.getProperty("java.class.path")));
    Process process = builder.start();
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("%s ends in time: %s", script, text).isTrue();
    assertThat(process.waitFor()).as("%s: %s", script, text).isZero();
    return text;
  }
}
