package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.prune.PruningMethod;
import cortado.quantize.QuantizationMethod;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.session.TinyData;
import cortado.train.Decay;
import cortado.train.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a session leaves on disk, and who may use it. */
class WorkspaceTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), CLOCK);
  }

  private static void fill(Session session) {
    session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 3, Optional.empty());
    session.prune(
        PruneRequest.of(0.8).method(m -> m.withSkip(List.of("mask"))), SessionListener.SILENT);
    session.quantize(QuantizeRequest.of("float16"), SessionListener.SILENT);
    session.data(TinyData.of(16));
  }

  @Test
  void whatWasMadeIsThereAtTheNextStart() {
    List<Variant> before;
    List<Model> models;
    try (Session session = open()) {
      fill(session);
      before = session.variants();
      models = before.stream().map(Variant::model).toList();
    }
    try (Session again = open()) {
      assertThat(again.variants()).isEqualTo(before);
      assertThat(again.variants().stream().map(Variant::model)).isEqualTo(models);
      assertThat(again.variants())
          .extracting(Variant::name)
          .containsExactly("unet", "sparse80", "sparse80-float16");
      assertThat(again.newest().parent()).contains("sparse80");
      assertThat(again.newest().created()).isEqualTo(CLOCK.instant());
      assertThat(again.variant("sparse80").recipe()).isEqualTo(before.get(1).recipe());
      assertThat(again.dataSource()).contains("%data noise");
      assertThat(again.dataset()).isEmpty();
      assertThat(again.history(Optional.of("sparse80-float16")))
          .extracting(v -> v.recipe().text())
          .containsExactly(
              "%model unet, seed 3", "prune 0.8 --skip mask, no fine-tuning", "quantize float16");
    }
  }

  @Test
  void theOrderOfWeightsIsKept() {
    try (Session session = open()) {
      fill(session);
      assertThat(List.copyOf(session.variant("unet").model().weights().ids()))
          .isEqualTo(
              List.copyOf(cortado.ops.Lowering.specs(UNet.of(16, 1, List.of(2, 4))).keySet()));
    }
  }

  @Test
  void aSecondSessionInThisProcessIsToldThatItIsInUse() {
    try (Session session = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is in use")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--workspace");
      assertThat(session.variants()).isEmpty();
    }
  }

  @Test
  void aSecondProcessIsTooAndMayComeLater() throws IOException, InterruptedException {
    try (Session session = open()) {
      fill(session);
      assertThat(otherProcess())
          .contains("is in use")
          .contains("process " + ProcessHandle.current().pid() + ", since 20")
          .contains("--read-only");
      assertThat(otherProcess("read-only")).isEqualTo("opened with 3 variants");
    }
    assertThat(otherProcess()).isEqualTo("opened with 3 variants");
  }

  private String otherProcess(String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OpensSession.class.getName(),
                dir.resolve("ws").toString()));
    command.addAll(List.of(more));
    Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    p.waitFor();
    return out;
  }

  @Test
  void aLaterVersionIsNotTouched() throws SQLException {
    open().close();
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ws/index.db"));
        var s = c.createStatement()) {
      s.execute("PRAGMA user_version = 99");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("up to version " + IndexSchema.VERSION);
  }

  @Test
  void recipesOfEarlierVersionsAreUnderstood() throws SQLException {
    try (Session session = open()) {
      fill(session);
    }
    String loss = "{\"kind\":\"FocalTversky\",\"alpha\":0.7,\"gamma\":0.75,\"smooth\":1.0}";
    String training =
        "\"epochs\":3,\"batch\":4,\"learningRate\":0.002,\"loss\":"
            + loss
            + ",\"seed\":7,\"data\":\"abc\"}";
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("ws/index.db"));
        var s = c.createStatement()) {
      s.execute(
          "UPDATE variant SET recipe = '{\"kind\":\"Trained\","
              + training
              + "' WHERE name = 'unet'");
      s.execute(
          "UPDATE variant SET recipe = '{\"kind\":\"Pruned\",\"sparsity\":0.8,"
              + "\"schedule\":\"constant\",\"decay\":\"COSINE\",\"skip\":[\"mask\"],"
              + training
              + "' WHERE name = 'sparse80'");
      s.execute(
          "UPDATE variant SET recipe = '{\"kind\":\"Quantized\",\"scheme\":\"float16\","
              + "\"samples\":0,\"seed\":7,\"data\":\"\"}' WHERE name = 'sparse80-float16'");
      s.execute("DROP TABLE step");
      for (String later : List.of("origin", "base", "dropped")) {
        s.execute("ALTER TABLE variant DROP COLUMN " + later);
      }
      s.execute("PRAGMA user_version = 3");
    }
    try (Session again = open()) {
      var tuning =
          new Tuning(
              3,
              4,
              0.002,
              Decay.CONSTANT,
              Loss.FocalTversky.DEFAULT,
              7,
              "",
              0,
              0,
              0,
              false,
              List.of(),
              "abc");
      assertThat(((Recipe.Trained) again.variant("unet").recipe()).training()).isEqualTo(tuning);
      Recipe.Pruned pruned = (Recipe.Pruned) again.variant("sparse80").recipe();
      assertThat(pruned.method())
          .isEqualTo(PruningMethod.MAGNITUDE.withSchedule("constant").withSkip(List.of("mask")));
      assertThat(pruned.training().decay()).isEqualTo(Decay.COSINE);
      assertThat(pruned.text()).isEqualTo("prune 0.8 --skip mask, 3 epochs");
      assertThat(again.variant("sparse80-float16").recipe())
          .isEqualTo(new Recipe.Quantized(QuantizationMethod.of("float16"), 0, 7, ""));
    }
  }

  @Test
  void aDamagedIndexIsAUserError() throws IOException {
    open().close();
    Files.writeString(dir.resolve("ws/index.db"), "this is no database at all".repeat(100));
    assertThatThrownBy(this::open).isInstanceOf(UserError.class).hasMessageContaining("index.db");
  }

  @Test
  void aFolderOfSomethingElseIsNotTouched() throws IOException {
    Files.createDirectory(dir.resolve("ws"));
    Files.writeString(dir.resolve("ws/thesis.tex"), "x");
    assertThatThrownBy(this::open)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no workspace");
    assertThat(dir.resolve("ws")).isDirectoryContaining("glob:**thesis.tex").isNotEmptyDirectory();
    try (var files = Files.list(dir.resolve("ws"))) {
      assertThat(files.count()).isEqualTo(1);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itIsForItsUserAloneEvenInAFolderThatIsThere() throws IOException {
    Files.createDirectory(dir.resolve("ws"));
    try (Session session = open()) {
      fill(session);
    }
    for (String folder : List.of("store", "artifacts", "scratch")) {
      assertThat(rights("ws/" + folder)).isEqualTo("rwx------");
    }
    for (String file : List.of("index.db", "lock")) {
      assertThat(rights("ws/" + file)).isEqualTo("rw-------");
    }
    try (var files = Files.list(dir.resolve("ws/store"))) {
      assertThat(files.toList())
          .hasSize(3)
          .allSatisfy(
              f -> assertThat(rights("ws/store/" + f.getFileName())).isEqualTo("rw-------"));
    }
    Session.open(dir.resolve("new"), CLOCK).close();
    assertThat(rights("new")).isEqualTo("rwx------");
  }

  private String rights(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file)));
  }
}
