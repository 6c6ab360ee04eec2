package cortado.session;

import cortado.graph.UNet;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.LiteRt;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session with a small U-Net, {@code unet}, and images for it. */
public abstract class TinySession {
  protected static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir protected Path dir;
  protected Session session;
  private final List<Integer> filters;

  protected TinySession(Integer... filters) {
    this.filters = List.of(filters);
  }

  @BeforeEach
  protected void open() {
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    session.create(UNet.of(16, 1, filters), "%model unet", 7, Optional.empty());
    session.data(TinyData.of(16));
  }

  /** How far the official Python runtime is from ours at most, with the file of a variant. */
  protected double differenceOfOfficialRuntime(Variant v, Tensor x) {
    Path file = session.export(v, dir.resolve("official.tflite"));
    return Differences.largest(session.predict(v, x, RuntimeId.TFLITE), LiteRt.run(file, x, dir));
  }

  @AfterEach
  protected void close() {
    session.close();
  }
}
