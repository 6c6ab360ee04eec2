package cortado.keras;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.UserError;
import cortado.graph.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/**
 * A file that someone has damaged.
 *
 * @param limit how long reading it may take
 */
record DamagedFile(Path path, Duration limit) {

  /**
   * Whether this content is read; otherwise it is refused in one line, and nothing else happens.
   */
  boolean reads(byte[] content) throws IOException {
    Files.write(path, content);
    return Assertions.assertTimeoutPreemptively(
        limit,
        () -> {
          try {
            Model model = KerasReader.read(path);
            assertThat(model.weights().parameters()).isLessThan(content.length);
            return true;
          } catch (UserError e) {
            assertThat(e).hasMessageStartingWith("Cannot read '");
            assertThat(e.getMessage()).doesNotContain("\n");
            return false;
          }
        });
  }
}
