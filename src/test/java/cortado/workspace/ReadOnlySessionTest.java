package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.session.MeasureOptions;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.session.TinyData;
import cortado.session.TinySession;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A session that looks at a workspace that another one has. */
final class ReadOnlySessionTest extends TinySession {
  ReadOnlySessionTest() {
    super(2, 4);
  }

  private Session look() {
    return Session.openReadOnly(dir.resolve("ws"), Clock.systemUTC());
  }

  @Test
  void itSeesAllAndLeavesAllAsItIs() throws IOException {
    session.quantize(QuantizeRequest.of("int8"), SILENT);
    Map<Path, FileTime> before = files();
    try (Session other = look()) {
      assertThat(other.variants()).isEqualTo(session.variants());
      other.data(TinyData.of(16));
      other.export(other.variant("unet"), dir.resolve("x.tflite"));
      assertThat(dir.resolve("x.tflite")).exists();
      Tensor image = Tensor.of(Shape.of(1, 16, 16, 1), new float[256]);
      assertThat(other.predict(other.newest(), image, RuntimeId.TFLITE).shape())
          .isEqualTo(image.shape());
      assertThatThrownBy(() -> other.prune(PruneRequest.of(0.5), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("open for reading only")
          .hasMessageContaining("--read-only");
      assertThatThrownBy(() -> other.measure(other.variants(), MeasureOptions.DEFAULT, SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("open for reading only");
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void itSeesWhatTheOtherOneMakes() {
    try (Session other = look()) {
      session.prune(PruneRequest.of(0.5).withEpochs(0), SILENT);
      assertThat(other.newest().name()).isEqualTo("sparse50");
      assertThat(other.newest().model()).isEqualTo(session.newest().model());
    }
  }

  @Test
  void thereHasToBeOne() {
    assertThatThrownBy(() -> Session.openReadOnly(dir.resolve("none"), Clock.systemUTC()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is no workspace to read")
        .hasMessageContaining(dir.resolve("none").toString());
    assertThat(dir.resolve("none")).doesNotExist();
  }

  private Map<Path, FileTime> files() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (var all = Files.walk(dir.resolve("ws"))) {
      for (Path p : all.toList()) {
        times.put(p, Files.getLastModifiedTime(p));
      }
    }
    return times;
  }

  @Test
  void anotherVersionIsNotMigrated() throws Exception {
    session.close();
    try (var c = java.sql.DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ws/index.db"));
        var s = c.createStatement()) {
      s.execute("PRAGMA user_version = 3");
    }
    assertThatThrownBy(this::look)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("version 3")
        .hasMessageContaining("version " + IndexSchema.VERSION)
        .hasMessageContaining("without --read-only once");
  }

  @Test
  void aStepThatWasCutOffIsTakenBackByAnOrdinarySession() throws Exception {
    Path ws = dir.resolve("cut");
    cutOffWithin("UPDATE variant SET name = name || hex(randomblob(100000))", ws);
    assertThatThrownBy(() -> Session.openReadOnly(ws, Clock.systemUTC()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ended within a step")
        .hasMessageContaining("open it without --read-only once");
    try (Session again = Session.open(ws, Clock.systemUTC())) {
      assertThat(again.variants()).extracting(Variant::name).containsExactly("unet");
    }
    try (Session other = Session.openReadOnly(ws, Clock.systemUTC())) {
      assertThat(other.newest().name()).isEqualTo("unet");
    }
  }

  /** What a machine leaves that loses its power while a transaction is partly in the file. */
  private void cutOffWithin(String change, Path copy) throws Exception {
    session.close();
    Path ws = dir.resolve("ws");
    Path index = ws.resolve("index.db");
    try (var c = java.sql.DriverManager.getConnection("jdbc:sqlite:" + index);
        var s = c.createStatement()) {
      s.execute("PRAGMA cache_size = 1"); // so that pages are written before the end
      c.setAutoCommit(false);
      s.executeUpdate(change);
      Files.createDirectories(copy.resolve("store"));
      for (Path p : files().keySet()) {
        if (Files.isRegularFile(p)) {
          Files.copy(p, copy.resolve(ws.relativize(p).toString()));
        }
      }
      c.rollback();
    }
    assertThat(copy.resolve("index.db-journal")).isNotEmptyFile();
  }
}
