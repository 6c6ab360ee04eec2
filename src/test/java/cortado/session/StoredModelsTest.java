package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.keras.KerasReader;
import cortado.testing.Fixtures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A workspace gives back each model as it was read, whatever its layers. */
final class StoredModelsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void theNextSessionFindsTheModelAsItWasRead(String name) {
    Path file = Fixtures.model(name);
    Model read = KerasReader.read(file);
    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      session.load(file, Optional.of("model"));
    }

    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      assertThat(session.variant("model").model()).isEqualTo(read);
    }
  }
}
