package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.FolderTree;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeping a workspace in order while the process is killed, 10 times unless {@code -Dcortado.kills}
 * says more: what is on the disk is what it was before a step or after it, never something between.
 */
@Tag("slow")
final class KilledHouseworkTest {
  private static final int KILLS = Integer.getInteger("cortado.kills", 10);
  private static final long SEED = Long.getLong("cortado.seed", 8);

  @TempDir Path folder;
  private final Random random = new Random(SEED);
  private final Map<String, Integer> stages = new TreeMap<>();
  private Path disk;
  private int finished;
  private int unpacked;

  @Test
  void aStepIsDoneOrWasNeverBegun() throws Exception {
    disk = folder.resolve("disk");
    List<String> states = new ArrayList<>(List.of(empty()));
    Map<String, Long> durations;
    renew();
    try (Life life = Life.begin(Housework.class, folder)) {
      life.finish();
      durations = life.durations();
      states.addAll(life.lines("state"));
    }
    assertThat(states).hasSize(durations.size() + 1).last().asString().contains("[spare]");
    List<String> steps = List.copyOf(durations.keySet());
    for (int kills = 0; kills < KILLS; ) {
      renew();
      String step = steps.get(random.nextInt(steps.size()));
      try (Life life = Life.begin(Housework.class, folder)) {
        boolean killed = kill(life, step, durations.get(step));
        verify(states, life.lines("state").size());
        if (killed) {
          kills++;
          stages.merge(life.stage(), 1, Integer::sum);
        }
      }
    }
    System.out.printf(
        "faults: %d kills (seed %d) of housework: 0 losses, 0 half states; %d had finished more"
            + " than they could say, %d left a hidden folder of an import; killed while at: %s%n",
        KILLS, SEED, finished, unpacked, stages);
  }

  private boolean kill(Life life, String step, long millis) throws Exception {
    while (life.isAlive() && !life.lines("begin").contains(step)) {
      LockSupport.parkNanos(100_000);
    }
    LockSupport.parkNanos(random.nextLong((millis + 1) * 1_000_000));
    boolean alive = life.isAlive();
    life.kill();
    return alive;
  }

  /**
   * @param told how many steps it said that it had finished
   */
  private void verify(List<String> states, int told) throws Exception {
    Path workspace = disk.resolve("ws");
    try (Session session = Session.open(workspace, Clock.systemUTC())) {
      assertThat(session.housekeeping().check().faults()).isEmpty();
    }
    Holdings held = Holdings.of(workspace);
    int next = Math.min(told + 1, states.size() - 1);
    assertThat(held.toString()).isIn(states.get(told), states.get(next));
    if (!held.toString().equals(states.get(told))) {
      finished++;
    }
    for (String file : held.files()) {
      assertThat(file).startsWith(Fingerprint.of(workspace.resolve("store").resolve(file)));
    }
    verifyArchive();
  }

  /** An archive that is there can be unpacked, a workspace that was made of it is whole. */
  private void verifyArchive() throws Exception {
    Path archive = disk.resolve(Housework.ARCHIVE);
    Path copy = disk.resolve(Housework.COPY);
    if (Files.exists(archive)) {
      Session.importArchive(archive, folder.resolve("unpacked"), SessionListener.SILENT);
      FolderTree.delete(folder.resolve("unpacked"));
    }
    if (Files.exists(copy)) {
      try (Session session = Session.open(copy, Clock.systemUTC())) {
        assertThat(session.takeRepairs()).isEmpty();
        assertThat(session.housekeeping().check().faults()).isEmpty();
        assertThat(session.variants()).hasSize(2);
      }
    }
    try (Stream<Path> files = Files.list(disk)) {
      unpacked += (int) files.filter(p -> p.getFileName().toString().startsWith(".")).count();
    }
  }

  /** What a workspace holds that was only opened. */
  private String empty() throws Exception {
    Path workspace = folder.resolve("empty");
    Session.open(workspace, Clock.systemUTC()).close();
    return Holdings.of(workspace).toString();
  }

  private void renew() throws IOException {
    FolderTree.delete(disk);
    Files.createDirectory(disk);
  }
}
