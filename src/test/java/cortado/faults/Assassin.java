package cortado.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Kills processes at random moments of a step that is not finished, each step as often. */
final class Assassin {
  private static final int MOST_MILLIS_AFTER_A_FILE = 4;

  private final Random random;
  private final Map<String, Long> durations;

  /**
   * @param durations how long each step takes, in ms
   */
  Assassin(long seed, Map<String, Long> durations) {
    this.random = new Random(seed);
    this.durations = durations;
  }

  /**
   * Kills at any moment of a step or, every second time, soon after a file was made, as moments of
   * writing are short. Answers whether the process was still alive.
   */
  boolean kill(Life life, Ledger ledger) throws IOException, InterruptedException {
    life.isLast();
    List<String> open = durations.keySet().stream().filter(s -> !ledger.isDone(s)).toList();
    String step = open.get(random.nextInt(open.size()));
    while (life.isAlive() && !life.lines("begin").contains(step)) {
      Thread.sleep(1);
    }
    long files = files(ledger);
    if (random.nextBoolean()) {
      life.runsAfter(random.nextLong(durations.get(step) + 1));
    } else {
      while (life.isAlive() && files(ledger) == files) {
        Thread.onSpinWait();
      }
      life.runsAfter(random.nextInt(MOST_MILLIS_AFTER_A_FILE));
    }
    boolean alive = life.isAlive();
    life.kill();
    return alive;
  }

  /** Whether so much is finished that it is time for a new session, or chance wants it so. */
  boolean isBored(Ledger ledger) {
    return ledger.isDone("measure sparse60-int8") && random.nextInt(3) == 0;
  }

  private static long files(Ledger ledger) {
    try (Stream<Path> all = Files.walk(ledger.disk())) {
      return all.count();
    } catch (IOException | UncheckedIOException e) {
      return -1;
    }
  }
}
