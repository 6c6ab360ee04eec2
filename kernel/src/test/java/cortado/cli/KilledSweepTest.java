package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose process is killed, as kill -9 and a lack of memory do it. */
@Tag("slow")
final class KilledSweepTest {
  private static final long MOST_MILLIS = 300_000;
  private static final String MODEL = "%model unet --filters 4,8,16 --size 64 --as tiny";
  private static final String SWEEP =
      """
      %data cells --train 64 --test 8 --size 64
      %prune 0.2:0.8:0.2 --epochs 1 --seed 3
      """;

  @TempDir Path folder;

  /**
   * What the index says of a variant; the name of the weights' file is the SHA-256 of its bytes.
   */
  private record Kept(String weights, String created) {}

  @Test
  void theSameScriptGoesOnWhereItWasKilledAndMakesTheSameBytes() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    String script = script(killed);
    new Cortado(killed).run("-e", MODEL);
    Map<String, Kept> before = killAfter(2, killed, script);
    assertThat(before).containsKey("sparse20").doesNotContainKey("sparse80");
    Map<String, Kept> later = killAfter(before.size() + 1, killed, script);
    assertThat(later).containsAllEntriesOf(before);

    Cortado.Outcome rest = new Cortado(killed).run("run", script);

    assertThat(rest.err()).isEmpty();
    assertThat(rest.status()).isZero();
    Map<String, Kept> all = kept(killed);
    assertThat(all).containsAllEntriesOf(later);
    assertThat(all.keySet())
        .containsExactly("tiny", "sparse20", "sparse40", "sparse60", "sparse80");
    requireClean(killed);
    for (String name : List.of("undisturbed", "again")) {
      assertThat(weights(undisturbed(name))).isEqualTo(weights(all));
    }
  }

  private Map<String, Kept> undisturbed(String name) throws Exception {
    Path whole = Files.createDirectory(folder.resolve(name));
    new Cortado(whole).run("-e", MODEL);
    assertThat(new Cortado(whole).run("run", script(whole)).err()).isEmpty();
    return kept(whole);
  }

  private static String script(Path in) throws Exception {
    return Files.writeString(in.resolve("sweep.cortado"), SWEEP).toString();
  }

  /** Kills the sweep while it works on the level after those that make up so many variants. */
  private static Map<String, Kept> killAfter(int variants, Path in, String script)
      throws Exception {
    Process sweep = new Cortado(in).start("run", script);
    long end = System.currentTimeMillis() + MOST_MILLIS;
    while (kept(in).size() < variants) {
      assertThat(sweep.isAlive()).as("still at work").isTrue();
      assertThat(System.currentTimeMillis()).as("milliseconds").isLessThan(end);
      Thread.sleep(5);
    }
    sweep.destroyForcibly();
    assertThat(sweep.waitFor(MOST_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(sweep.exitValue()).as("128 + SIGKILL").isEqualTo(137);
    return kept(in);
  }

  private static Map<String, Kept> kept(Path in) throws SQLException {
    Map<String, Kept> all = new LinkedHashMap<>();
    try (Connection c = index(in);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("SELECT name, weights, created FROM variant ORDER BY id")) {
      while (r.next()) {
        all.put(r.getString(1), new Kept(r.getString(2), r.getString(3)));
      }
    }
    return all;
  }

  private static Connection index(Path in) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + in.resolve(".cortado/index.db"));
  }

  private static Map<String, String> weights(Map<String, Kept> variants) {
    Map<String, String> files = new LinkedHashMap<>();
    variants.forEach((name, kept) -> files.put(name, kept.weights()));
    return files;
  }

  /** Nothing is damaged, and nothing unfinished is left. */
  private static void requireClean(Path in) throws Exception {
    try (Connection c = index(in);
        Statement s = c.createStatement();
        ResultSet r = s.executeQuery("PRAGMA integrity_check")) {
      assertThat(r.getString(1)).isEqualTo("ok");
    }
    List<String> files = kept(in).values().stream().map(Kept::weights).toList();
    assertThat(in.resolve(".cortado/scratch")).isEmptyDirectory();
    try (var store = Files.list(in.resolve(".cortado/store"))) {
      assertThat(store.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files);
    }
  }
}
