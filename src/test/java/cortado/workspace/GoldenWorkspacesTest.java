package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.session.PruneRequest;
import cortado.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workspaces that earlier versions of Cortado made, as they were on the disk. */
final class GoldenWorkspacesTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|tiny, sparse80, sparse80-int8, tiny-float16|6|0.5301",
        "5|tiny, sparse50, sparse80, sparse80-int8, tiny-float16|8|0.5280",
        "13|tiny, sparse50, sparse80, sparse80-int8, aware, tiny-float16|9|0.5280",
        "16|tiny, sparse50, sparse80, sparse80-int8, qat, tiny-float16|9|0.5280"
      })
  void nothingOfThemIsLost(int version, String names, int measurements, String loss)
      throws Exception {
    unpack(version);
    List<Variant> variants;
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      assertThat(session.takeRepairs()).isEmpty();
      variants = session.variants();
      assertThat(variants).extracting(Variant::name).containsExactly(names.split(", "));
      assertThat(session.housekeeping().check().faults()).isEmpty();
      assertThat(variants)
          .allSatisfy(v -> assertThat(v.model().weights().parameters()).isEqualTo(479));
      assertThat(session.variant("tiny").recipe().text()).startsWith("model unet --filters 2,4");
      assertThat(session.variant("sparse80").recipe().text())
          .startsWith("prune 0.8")
          .endsWith("1 epoch");
      assertThat(session.variant("sparse80").sparsity()).isBetween(0.79, 0.81);
      assertThat(session.variant("sparse80-int8").recipe().text())
          .isEqualTo("quantize int8, 8 samples");
      assertThat(session.variant("sparse80-int8").error()).isPresent();
      assertThat(session.rows())
          .hasSize(measurements)
          .allSatisfy(r -> assertThat(r.loss()).isPresent());
      assertThat(session.measurements(session.variant("sparse80")).get(0).row().loss())
          .hasValueCloseTo(Double.parseDouble(loss), Offset.offset(1e-4));
      assertThat(session.dataSource())
          .contains("%data cells --train 8 --test 4 --size 16 --seed 7");
      session.export(session.variant("sparse80"), dir.resolve("x.tflite"));
    }
    try (Session again = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      assertThat(again.variants()).isEqualTo(variants);
      again.prune(PruneRequest.of(0.9).from("sparse80"), SessionListener.SILENT);
      assertThat(again.housekeeping().undo()).isEqualTo(new Change.Dropped(List.of("sparse90")));
      assertThat(again.housekeeping().undo())
          .isEqualTo(
              version < 16
                  ? new Change.Dropped(List.of("tiny-float16"))
                  : new Change.Renamed("qat", "aware"));
      assertThat(again.history(Optional.of("sparse80-int8"))).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void filesOfOthersHaveNoGraphToMigrate() throws Exception {
    unpack(13);
    String index = "jdbc:sqlite:" + dir.resolve("ws/index.db");
    try (Connection c = DriverManager.getConnection(index);
        Statement s = c.createStatement()) {
      s.executeUpdate("UPDATE variant SET graph = '' WHERE name = 'tiny-float16'");
    }
    try (Session session = Session.open(dir.resolve("ws"), Clock.systemUTC())) {
      assertThat(session.variant("tiny").model().weights().parameters()).isEqualTo(479);
      assertThat(session.variant("tiny-float16").recipe().text()).isEqualTo("quantize float16");
    }
  }

  private void unpack(int version) throws IOException {
    try (InputStream in =
            GoldenWorkspacesTest.class.getResourceAsStream(
                "/workspaces/version-" + version + ".zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = dir.resolve("ws").resolve(e.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
