package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.session.TinySession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that travels as one file, and files that only look like it. */
final class SessionArchiveTest extends TinySession {
  private Path archive;
  private Path copy;

  SessionArchiveTest() {
    super(2, 4);
  }

  @BeforeEach
  void fill() {
    session.prune(PruneRequest.of(0.5).withEpochs(0), SILENT);
    session.quantize(QuantizeRequest.of("float16"), SILENT);
    session.prune(PruneRequest.of(0.8).from("unet").withEpochs(0), SILENT);
    session.housekeeping().drop(List.of(session.variant("sparse80")), false);
    archive = dir.resolve("session.zip");
    copy = dir.resolve("copy");
  }

  private Archived exported() {
    return session.housekeeping().export(archive, SILENT);
  }

  @Test
  void whatIsImportedIsWhatWasExported() throws IOException {
    Archived out = exported();
    assertThat(out).isEqualTo(new Archived(archive, 3, 4, Files.size(archive)));
    Archived in = Session.importArchive(archive, copy, SILENT);
    assertThat(in.place()).isEqualTo(copy);
    assertThat(in.variants()).isEqualTo(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rwx------");
    try (Session there = Session.open(copy, Clock.systemUTC())) {
      assertThat(there.takeRepairs()).isEmpty();
      assertThat(there.variants()).isEqualTo(session.variants());
      assertThat(there.variant("sparse50").model()).isEqualTo(session.variant("sparse50").model());
      assertThat(there.housekeeping().check().faults()).isEmpty();
      assertThat(there.housekeeping().undo()).isEqualTo(new Change.Restored(List.of("sparse80")));
      assertThat(there.history(Optional.of("sparse50-float16")))
          .isEqualTo(session.history(Optional.of("sparse50-float16")));
    }
  }

  @Test
  void aReadOnlySessionCanBeExported() {
    try (Session look = Session.openReadOnly(dir.resolve("ws"), Clock.systemUTC())) {
      assertThat(look.housekeeping().export(archive, SILENT).variants()).isEqualTo(3);
    }
    assertThat(Session.importArchive(archive, copy, SILENT).variants()).isEqualTo(3);
  }

  @Test
  void whatIsDamagedIsNotExported() throws IOException {
    Path file = dir.resolve("ws/store").resolve(session.variant("unet").row().weights());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(this::exported)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not what was written")
        .hasMessageContaining("%session check");
    assertThat(archive).doesNotExist();
  }

  @Test
  void anInterruptedCallLeavesNothing() throws IOException {
    SessionListener stop =
        (stage, fraction, detail) -> {
          throw new CancellationException(stage);
        };
    assertThatThrownBy(() -> session.housekeeping().export(archive, stop))
        .isInstanceOf(CancellationException.class)
        .hasMessage("export session.zip");
    exported();
    assertThatThrownBy(() -> Session.importArchive(archive, copy, stop))
        .isInstanceOf(CancellationException.class);
    assertThat(names(dir)).containsExactlyInAnyOrder("ws", "session.zip");
  }

  @Test
  void aFolderThatHoldsSomethingIsNotTouched() throws IOException {
    exported();
    Files.writeString(Files.createDirectory(copy).resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> Session.importArchive(archive, copy, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a folder that is not there, or empty");
    assertThat(copy.resolve("mine.txt")).hasContent("mine");
    assertThatThrownBy(() -> session.housekeeping().export(dir.resolve("x.tar"), SILENT))
        .hasMessageContaining("ends in .zip");
  }

  /** Changes that a stranger could make to an archive, and what is said about them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "surplus: a file twice or one that its manifest does not name. Received: store/x.sh",
        "outside: names what a session does not have. Received: ../evil",
        "missing: lacks files that its manifest names. Received: store/",
        "changed: a file that is not what its manifest tells. Received: store/",
        "longer: a file that is not what its manifest tells. Received: store/",
        "huge: There is no room for the session. Received: 17592186",
        "negative: names what a session does not have. Received: index.db, -1",
        "format: was not made by this Cortado. Received: format 2",
        "garbage: manifest cannot be read",
        "headless: is no archive of a session. Received: a zip file that begins with index.db",
        "trigger: damaged or not one of Cortado. Received: trigger steal",
        "file-name: impossible name. Received: unet, [../../../etc/passwd]",
        "variant-name: impossible name. Received: ../../unet",
        "date: its index cannot be read (java.time.format.DateTimeParseException: Text 'never'",
        "graph: a StoredGraph cannot be read (null)",
        "layer: has a variant that cannot be computed (java.lang.NullPointerException",
        "recipe: a Recipe cannot be read"
      })
  void aHostileArchiveIsRefusedAndLeavesNothing(String story) throws Exception {
    exported();
    String change = story.substring(0, story.indexOf(':'));
    rewrite(change, entries());
    assertThatThrownBy(() -> Session.importArchive(archive, copy, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(story.substring(story.indexOf(':') + 2));
    assertThat(names(dir)).containsExactlyInAnyOrder("ws", "session.zip");
  }

  @Test
  void whatIsNoZipFileIsRefused() throws IOException {
    Files.writeString(archive, "not a zip");
    assertThatThrownBy(() -> Session.importArchive(archive, copy, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no zip file");
    exported();
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Session.importArchive(archive, copy, SILENT))
        .isInstanceOf(UserError.class);
    assertThat(names(dir)).containsExactlyInAnyOrder("ws", "session.zip");
  }

  @Test
  void aNameThatIsNoTextIsRefused() throws IOException {
    exported();
    byte[] bytes = Files.readAllBytes(archive);
    bytes[30] = (byte) 0xff; // the first letter of the first name, which follows 30 bytes
    Files.write(archive, bytes);
    assertThatThrownBy(() -> Session.importArchive(archive, copy, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is damaged (malformed input");
  }

  private void rewrite(String change, Map<String, byte[]> entries) throws Exception {
    String manifest = new String(entries.get(Manifest.NAME));
    String first = entries.keySet().stream().filter(n -> n.startsWith("store/")).findFirst().get();
    byte[] bytes = entries.get(first);
    switch (change) {
      case "surplus" -> entries.put("store/x.sh", bytes);
      case "outside" -> manifest = manifest.replace("\"" + first, "\"../evil");
      case "missing" -> entries.remove(first);
      case "changed" -> bytes[bytes.length / 2] ^= 1;
      case "longer" -> entries.put(first, new byte[bytes.length + 1]);
      case "huge" -> manifest = manifest.replaceFirst("\"bytes\":\\d+", "\"bytes\":17592186044416");
      case "negative" -> manifest = manifest.replaceFirst("\"bytes\":\\d+", "\"bytes\":-1");
      case "format" -> manifest = manifest.replace("\"format\":1", "\"format\":2");
      case "garbage" -> manifest = "{\"format\":1,\"files\":[{}]}";
      case "headless" -> manifest = "";
      case "trigger" ->
          manifest =
              index(entries, "CREATE TRIGGER steal AFTER INSERT ON step BEGIN SELECT 1; END");
      case "file-name" ->
          manifest =
              index(entries, "UPDATE variant SET weights = '../../../etc/passwd' WHERE id = 1");
      case "variant-name" ->
          manifest = index(entries, "UPDATE variant SET name = '../../unet' WHERE id = 1");
      case "date" -> manifest = index(entries, "UPDATE variant SET created = 'never'");
      case "graph" -> manifest = index(entries, "UPDATE variant SET graph = 'null'");
      case "layer" ->
          manifest =
              index(
                  entries,
                  "UPDATE variant SET graph = json_remove(graph, '$.graph.nodes[1].layer.kernel')");
      default -> manifest = index(entries, "UPDATE variant SET recipe = '{\"kind\":\"Runtime\"}'");
    }
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        boolean head = e.getKey().equals(Manifest.NAME);
        if (!head || !manifest.isEmpty()) {
          zip.putNextEntry(new ZipEntry(e.getKey()));
          zip.write(head ? manifest.getBytes() : e.getValue());
        }
      }
    }
  }

  /** Changes the index and answers the manifest that fits it. */
  private String index(Map<String, byte[]> entries, String sql) throws Exception {
    Path file = dir.resolve("index.tmp");
    Files.write(file, entries.get(Manifest.INDEX));
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
    byte[] changed = Files.readAllBytes(file);
    Files.delete(file);
    entries.put(Manifest.INDEX, changed);
    Manifest old = Manifest.read(new String(entries.get(Manifest.NAME)));
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(changed));
    List<Manifest.Content> files =
        old.files().stream()
            .map(
                f ->
                    f.name().equals(Manifest.INDEX)
                        ? new Manifest.Content(f.name(), changed.length, sha)
                        : f)
            .toList();
    return SessionJson.write(new Manifest(old.format(), old.cortado(), old.workspace(), files));
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).toList();
    }
  }
}
