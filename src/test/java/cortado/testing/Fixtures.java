package cortado.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real Keras files and images that tests read from the folder {@code shared} beside the
 * checkout.
 */
public final class Fixtures {
  private Fixtures() {}

  /** A file of {@code shared/fixtures}; the test is skipped where the folder is absent. */
  public static Path file(String name) {
    return shared("fixtures").resolve(name);
  }

  /** The microscope images with masks; the test is skipped where the folder is absent. */
  public static Path isbi() {
    return shared("data/isbi-membrane");
  }

  private static Path shared(String folder) {
    Path dir = projectRoot().resolveSibling("shared").resolve(folder);
    assumeTrue(
        Files.isDirectory(dir), "skipped: no folder ../shared/" + folder + " beside the checkout");
    return dir;
  }

  /** The root of the checkout, wherever the tests were started from. */
  public static Path projectRoot() {
    Path dir = Path.of("").toAbsolutePath();
    while (!Files.exists(dir.resolve("cortado")) || !Files.exists(dir.resolve("kernel"))) {
      dir = dir.getParent();
      if (dir == null) {
        throw new IllegalStateException(
            "no checkout of Cortado above " + Path.of("").toAbsolutePath());
      }
    }
    return dir;
  }
}
