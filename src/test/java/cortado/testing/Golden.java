package cortado.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Committed files that a test generates. {@code mvn test -Dcortado.golden=write} writes them anew;
 * else a test fails if the committed file differs from what it found.
 */
public final class Golden {
  private Golden() {}

  /** Checks or writes a file, by its path within the checkout. */
  public static void check(String path, String found) throws IOException {
    assertThat(found)
        .as("%s is out of date: write it anew with -Dcortado.golden=write", path)
        .isEqualTo(stored(path, found));
  }

  /** What is in a file, after writing it anew if that is wanted: for what may differ a little. */
  public static String stored(String path, String found) throws IOException {
    Path file = Fixtures.projectRoot().resolve(path);
    if ("write".equals(System.getProperty("cortado.golden"))) {
      Files.writeString(file, found);
    }
    assertThat(file).exists();
    return Files.readString(file);
  }
}
