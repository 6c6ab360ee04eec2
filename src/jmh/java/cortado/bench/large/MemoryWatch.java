package cortado.bench.large;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The peaks of this process's memory while a step runs, looked at ten times a second: its heap, and
 * on Linux what is its own and what includes the pages of mapped files, which the system takes back
 * when others need them.
 */
final class MemoryWatch implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");

  private final Thread watcher = new Thread(this::watch, "memory watch");
  private volatile boolean done;
  private long ownBytes;
  private long residentBytes;

  MemoryWatch() {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    watcher.setDaemon(true);
    watcher.start();
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(p -> p.getType() == MemoryType.HEAP)
        .toList();
  }

  private void watch() {
    try {
      while (!done) {
        look();
        Thread.sleep(100);
      }
    } catch (InterruptedException | IOException e) {
      // What was seen so far stands.
    }
  }

  private synchronized void look() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        residentBytes = Math.max(residentBytes, bytes(line));
      } else if (line.startsWith("RssAnon:")) {
        ownBytes = Math.max(ownBytes, bytes(line));
      }
    }
  }

  private static long bytes(String line) {
    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
  }

  /** The peak of the heap's use in bytes, each part at its own time. */
  long heapBytes() {
    return heapPools().stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum();
  }

  /** The peak of the memory that is the process's own. */
  synchronized long ownBytes() {
    return ownBytes;
  }

  /** The peak of the memory that is resident, pages of mapped files among it. */
  synchronized long residentBytes() {
    return residentBytes;
  }

  @Override
  public void close() {
    done = true;
  }
}
