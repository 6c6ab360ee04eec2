package cortado.session;

import cortado.graph.UNet;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session with a small U-Net, {@code unet}, and images for it. */
abstract class TinySession {
  static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;
  Session session;
  private final List<Integer> filters;

  TinySession(Integer... filters) {
    this.filters = List.of(filters);
  }

  @BeforeEach
  void open() {
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    session.create(UNet.of(16, 1, filters), "%model unet", 7, Optional.empty());
    session.data(TinyData.of(16));
  }

  @AfterEach
  void close() {
    session.close();
  }
}
