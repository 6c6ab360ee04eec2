package cortado.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.UNet;
import cortado.keras.KerasWriter;
import cortado.ops.Initializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session on a disk that becomes full at some point, at 10 points unless {@code -Dcortado.disks}
 * says more, or that cannot be written: each step that fails says so, and when there is room, the
 * same session finishes what is missing.
 */
@Tag("slow")
final class FullDiskTest {
  private static final int POINTS = Integer.getInteger("cortado.disks", 10);
  private static final int AMPLE_KB = 65_536;
  private static final int LEAST_KB = 40;

  @TempDir Path folder;
  private final Random random = new Random(Long.getLong("cortado.seed", 8));
  private final Map<String, Integer> refusals = new TreeMap<>();
  private Path disk;

  @BeforeEach
  void model() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    KerasWriter.write(
        Initializer.initialize(UNet.of(16, 1, List.of(4, 8)), 3), folder.resolve("net.h5"));
  }

  @Test
  void aStepThatFindsNoRoomSaysSoAndTheSessionGoesOn() throws Exception {
    Map<String, String> whole;
    int used;
    Ramdisk ramdisk = Ramdisk.mount(disk, AMPLE_KB);
    try (Life life = Life.begin(folder)) {
      life.await();
      requireQuiet(life, 0);
      Ledger undisturbed = new Ledger(disk);
      undisturbed.add(life);
      whole = undisturbed.content();
      used = (int) ((AMPLE_KB * 1024L - Files.getFileStore(disk).getUsableSpace()) / 1024);
      for (int i = 0; i < POINTS; i++) {
        life.tell("close");
        ramdisk.close();
        ramdisk = Ramdisk.mount(disk, LEAST_KB + random.nextInt(used - LEAST_KB));
        int before = life.lines("refused").size();
        life.tell("run");
        note(life.lines("refused").subList(before, life.lines("refused").size()));
        ramdisk.resize(AMPLE_KB);
        int after = life.lines("refused").size();
        life.tell("run");
        requireQuiet(life, after);
        Ledger ledger = new Ledger(disk);
        ledger.add(life);
        assertThat(ledger.content()).isEqualTo(whole);
        life.tell("close");
        ledger.verify(whole);
      }
    } finally {
      ramdisk.close();
    }
    System.out.printf(
        "faults: %d full disks of %d to %d kB: 0 losses, 0 half states; refused: %s%n",
        POINTS, LEAST_KB, used, refusals);
  }

  @Test
  void aDiskThatCannotBeWrittenIsNamed() throws Exception {
    try (Ramdisk ramdisk = Ramdisk.mount(disk, AMPLE_KB);
        Life life = Life.begin(folder)) {
      life.await();
      life.tell("close");
      ramdisk.setReadOnly(true);
      life.tell("run");
      assertThat(life.lines("broke")).as(life.errors()).isEmpty();
      assertThat(life.lines("refused")).hasSize(1);
      assertThat(life.lines("refused").get(0)).startsWith("open:").contains("Read-only");
      ramdisk.setReadOnly(false);
      life.tell("run");
      requireQuiet(life, 1);
    }
  }

  private void note(List<String> refused) {
    // A variant that could not be made is missing later on.
    assertThat(refused)
        .allSatisfy(
            l -> assertThat(l).containsPattern("(?i)no space|disk is full|no (such|model)"));
    refused.forEach(l -> refusals.merge(l.substring(0, l.indexOf(':')), 1, Integer::sum));
  }

  private static void requireQuiet(Life life, int refused) throws Exception {
    assertThat(life.lines("broke")).as(life.errors()).isEmpty();
    assertThat(life.lines("refused")).hasSize(refused);
  }
}
