package cortado.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The Python that tests compare with: the interpreter of a virtual environment, named by {@code
 * CORTADO_TEST_PYTHON}.
 */
public final class Python {
  private Python() {}

  /** The interpreter; the test is skipped where it is absent or lacks one of these modules. */
  public static Path with(String... modules) {
    String python = System.getenv("CORTADO_TEST_PYTHON");
    assumeTrue(python != null, "skipped: CORTADO_TEST_PYTHON names no Python");
    Path path = Path.of(python);
    assumeTrue(Files.isExecutable(path), "skipped: no Python at " + python);
    for (String m : modules) {
      boolean found =
          exitCode(
                  List.of(
                      python,
                      "-c",
                      "import importlib.util as u, sys; sys.exit(u.find_spec('"
                          + m
                          + "') is None)"))
              == 0;
      assumeTrue(found, "skipped: the Python at " + python + " has no module " + m);
    }
    return path;
  }

  /**
   * Runs a program and returns what it printed; fails the test with its output unless it exits 0.
   */
  public static String run(Path python, String program, String... args) {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-c", program));
    command.addAll(List.of(args));
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (p.waitFor() != 0) {
        throw new AssertionError("Python failed with " + p.exitValue() + ":\n" + out);
      }
      return out;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Runs a program of the tests' resources, which may import its neighbours, as {@link #run}. */
  public static String runScript(Path python, String resource, String... args) {
    try {
      URL url = Objects.requireNonNull(Python.class.getResource(resource), resource);
      List<String> all = new ArrayList<>(List.of(Path.of(url.toURI()).toString()));
      all.addAll(List.of(args));
      String program =
          "import os, runpy, sys; sys.argv = sys.argv[1:];"
              + " sys.path.insert(0, os.path.dirname(sys.argv[0]));"
              + " runpy.run_path(sys.argv[0], run_name='__main__')";
      return run(python, program, all.toArray(String[]::new));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int exitCode(List<String> command) {
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      p.getInputStream().readAllBytes();
      return p.waitFor(60, TimeUnit.SECONDS) ? p.exitValue() : 1;
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
