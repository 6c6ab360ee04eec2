package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.FolderTree;
import cortado.graph.UNet;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session whose process is killed at random moments, 20 times unless {@code -Dcortado.kills} says
 * more: what it had finished is there with the same bytes, what it had not is absent, and the next
 * process goes on.
 */
@Tag("slow")
final class KilledSessionTest {
  private static final int KILLS = Integer.getInteger("cortado.kills", 20);
  private static final long SEED = Long.getLong("cortado.seed", 8);

  @TempDir Path folder;
  private final Map<String, Integer> stages = new TreeMap<>();
  private int sessions;
  private long orphans;

  @Test
  void nothingThatWasFinishedIsLostAndNothingIsHalfThere() throws Exception {
    KerasWriter.write(
        Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 3), folder.resolve("net.h5"));
    long began = System.nanoTime();
    Ledger undisturbed = fresh();
    Assassin assassin;
    try (Life life = Life.begin(folder)) {
      life.finish();
      undisturbed.add(life);
      assassin = new Assassin(SEED, life.durations());
    }
    undisturbed.verify(Map.of());
    Map<String, String> whole = undisturbed.content();
    assertThat(whole).hasSize(12);
    Ledger ledger = fresh();
    for (int kills = 0; kills < KILLS; ) {
      try (Life life = Life.begin(folder)) {
        boolean killed = assassin.kill(life, ledger);
        ledger.add(life);
        assertThat(life.lines("refused")).isEmpty();
        assertThat(life.lines("broke")).as(life.errors()).isEmpty();
        ledger.verify(whole);
        orphans += ledger.orphans();
        if (killed) {
          kills++;
          stages.merge(life.stage(), 1, Integer::sum);
        } else {
          assertThat(ledger.content()).isEqualTo(whole);
        }
        if (!killed || assassin.isBored(ledger)) {
          sessions++;
          ledger = fresh();
        }
      }
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    System.out.printf(
        "faults: %d kills (seed %d) of %d sessions in %d s: 0 losses, 0 half states;"
            + " %d times a file of no variant was in the store; killed while at: %s%n",
        KILLS, SEED, sessions + 1, seconds, orphans, stages);
  }

  private Ledger fresh() throws IOException {
    Path disk = folder.resolve("disk");
    FolderTree.delete(disk);
    Files.createDirectory(disk);
    return new Ledger(disk);
  }
}
