package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.session.Session;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What processes said that they had finished in one folder, which must stay as it was. */
final class Ledger {
  /** The export that is a folder. */
  private static final String FOLDER = "net";

  private final Path disk;
  private final Map<String, Kept> variants = new LinkedHashMap<>();
  private final Set<String> measured = new HashSet<>();
  private final Map<String, String> exports = new LinkedHashMap<>();

  /**
   * @param disk where the workspace and what is exported are
   */
  Ledger(Path disk) {
    this.disk = disk;
  }

  Path disk() {
    return disk;
  }

  void add(Life life) throws IOException {
    life.lines("kept").stream().map(Kept::parse).forEach(k -> variants.put(k.name(), k));
    measured.addAll(life.lines("measured"));
    life.lines("exported").forEach(l -> exports.put(l.split(" ")[0], l.split(" ")[1]));
  }

  /** Whether a step of the script, by its name there, was finished. */
  boolean isDone(String step) {
    String[] words = step.split(" ");
    return switch (words[0]) {
      case "load" -> variants.containsKey("net");
      case "sweep" -> variants.containsKey("sparse60");
      case "quantize" -> variants.containsKey("sparse60-" + words[1]);
      case "measure" -> measured.contains(words[1]);
      case "export" -> exports.containsKey(words[1]);
      default -> false;
    };
  }

  /** All that it has heard of, without times. */
  Map<String, String> content() {
    Map<String, String> all = new LinkedHashMap<>(exports);
    // TensorFlow does not write the same graph with the same bytes each time.
    all.replace(FOLDER, "");
    variants.values().forEach(k -> all.put("variant " + k.name(), k.timeless().toString()));
    measured.forEach(m -> all.put("measured " + m, ""));
    return all;
  }

  /**
   * Opens what is on the disk and checks it: all that was finished is there with the same bytes,
   * and whatever else is there is whole.
   *
   * @param whole what an undisturbed run makes; may be empty
   */
  void verify(Map<String, String> whole) throws IOException, SQLException {
    try (Session session = Session.open(disk.resolve("ws"), Clock.systemUTC())) {
      for (Variant v : session.variants()) {
        if (!v.isTflite()) {
          v.model().weights().asMap().values().forEach(t -> t.floats());
        }
      }
      for (String m : measured) {
        assertThat(session.measurements(session.variant(m))).as("measurement of " + m).isNotEmpty();
      }
    }
    Map<String, Kept> there = Kept.all(disk.resolve("ws"));
    assertThat(there).containsAllEntriesOf(variants);
    for (Kept k : there.values()) {
      requireBytes(k.weights());
      requireBytes(k.artifact());
      if (!whole.isEmpty()) {
        assertThat(k.timeless()).hasToString(whole.get("variant " + k.name()));
      }
    }
    verifyExports(whole);
  }

  private void requireBytes(String file) throws IOException {
    if (!file.equals("-") && !file.isEmpty()) {
      Path path = disk.resolve("ws/store").resolve(file);
      assertThat(file).startsWith(Fingerprint.of(path));
    }
  }

  private void verifyExports(Map<String, String> whole) throws IOException {
    try (Stream<Path> files = Files.list(disk)) {
      for (Path p : files.toList()) {
        String name = p.getFileName().toString();
        if (name.equals(FOLDER)) {
          assertThat(p.resolve("saved_model.pb")).isNotEmptyFile();
          assertThat(p.resolve("variables/variables.index")).isNotEmptyFile();
          assertThat(p.resolve("variables/variables.data-00000-of-00001")).isNotEmptyFile();
        } else if (whole.containsKey(name)) {
          assertThat(Fingerprint.of(p)).as(name).isEqualTo(whole.get(name));
        }
      }
    }
    for (Map.Entry<String, String> e : exports.entrySet()) {
      Path file = disk.resolve(e.getKey());
      assertThat(file).exists();
      if (!e.getKey().equals(FOLDER)) {
        assertThat(Fingerprint.of(file)).as(e.getKey()).isEqualTo(e.getValue());
      }
    }
  }

  /** How many files of the store belong to no variant. */
  long orphans() throws IOException, SQLException {
    Set<String> used = new HashSet<>();
    Kept.all(disk.resolve("ws"))
        .values()
        .forEach(k -> used.addAll(Set.of(k.weights(), k.artifact())));
    try (Stream<Path> files = Files.list(disk.resolve("ws/store"))) {
      return files.filter(p -> !used.contains(p.getFileName().toString())).count();
    }
  }
}
