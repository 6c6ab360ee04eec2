package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.data.ArrayFiles;
import cortado.data.NamedFile;
import cortado.graph.UNet;
import cortado.testing.Fixtures;
import cortado.workspace.QuantizationError;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quantization tells how far the outputs have moved. */
class QuantizationErrorTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  @ParameterizedTest
  @MethodSource("cortado.testing.Fixtures#keras")
  void everyFixtureIsQuantizedToInt8WithArraysAsData(String name) {
    try (Session session = open()) {
      session.load(Fixtures.model(name), Optional.empty());
      NamedFile inputs = new NamedFile("", Fixtures.file(name + ".input.npy"));
      session.data(ArrayFiles.of(List.of(inputs), List.of()).load());
      Variant int8 = session.quantize(QuantizeRequest.of("int8"), SILENT);
      QuantizationError error = int8.error().orElseThrow();
      assertThat(error.samples()).isEqualTo(1);
      assertThat(error.part()).isEqualTo("test");
      assertThat(error.sqnrDb()).as(name).isGreaterThan(20);
      assertThat(error.outputs())
          .singleElement()
          .satisfies(
              o -> {
                assertThat(o.largest()).isBetween(1e-9, 0.5);
              });
      Variant half =
          session.quantize(QuantizeRequest.of("float16").from(int8.parent().get()), SILENT);
      assertThat(half.error().orElseThrow().sqnrDb()).isGreaterThan(error.sqnrDb());
    }
  }

  @Test
  void theErrorIsKeptAndAbsentWithoutData() {
    QuantizationError error;
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 3, Optional.empty());
      assertThat(session.quantize(QuantizeRequest.of("float16"), SILENT).error()).isEmpty();
      session.data(TinyData.of(16));
      error =
          session.quantize(QuantizeRequest.of("int8").from("unet").as("q"), SILENT).error().get();
      assertThat(error.samples()).isEqualTo(8);
      session.data(TinyData.of(32));
      assertThat(session.quantize(QuantizeRequest.of("dynamic").from("unet"), SILENT).error())
          .isEmpty();
    }
    try (Session session = open()) {
      assertThat(session.variant("q").error()).contains(error);
    }
  }

  @Test
  void aWorkspaceOfTheFirstVersionIsBroughtUpToDate() throws Exception {
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 3, Optional.empty());
    }
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ws/index.db"));
        Statement s = c.createStatement()) {
      s.execute("ALTER TABLE variant DROP COLUMN error");
      s.execute("ALTER TABLE variant DROP COLUMN origin");
      s.execute("ALTER TABLE variant DROP COLUMN base");
      s.execute("ALTER TABLE variant DROP COLUMN dropped");
      s.execute("DROP TABLE step");
      s.execute("ALTER TABLE measurement DROP COLUMN evaluation");
      s.execute("PRAGMA user_version = 1");
    }
    try (Session session = open()) {
      assertThat(session.newest().error()).isEmpty();
      session.data(TinyData.of(16));
      assertThat(session.quantize(QuantizeRequest.of("int8"), SILENT).error()).isPresent();
    }
  }
}
