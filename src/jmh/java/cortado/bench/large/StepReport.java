package cortado.bench.large;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;

/** Steps as rows of a table. */
final class StepReport {
  private static final String HEADER =
      """
      | step | reads GB | writes GB | seconds | CPU seconds | MB/s | peak heap MB | peak RSS MB | of it mapped pages MB |
      |---|---|---|---|---|---|---|---|---|""";

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private StepReport() {}

  static void begin(String title) {
    System.out.printf("%n### %s%n%n%s%n", title, HEADER);
  }

  /**
   * Runs a step and prints its row. MB/s counts what is written, or read where nothing is.
   *
   * @param reads bytes that it needs to read
   * @param writes bytes that it writes
   */
  static <T> T step(String name, long reads, long writes, Supplier<T> work) {
    System.gc();
    long start = System.nanoTime();
    long cpu = SYSTEM.getProcessCpuTime();
    try (MemoryWatch memory = new MemoryWatch()) {
      T result = work.get();
      double seconds = (System.nanoTime() - start) / 1e9;
      long moved = Math.max(reads, writes);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %s | %.0f | %.0f | %.0f |%n",
          name,
          reads / 1e9,
          writes / 1e9,
          seconds,
          (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
          moved == 0 ? "" : String.format(Locale.ROOT, "%.0f", moved / 1e6 / seconds),
          memory.heapBytes() / 1e6,
          memory.residentBytes() / 1e6,
          (memory.residentBytes() - memory.ownBytes()) / 1e6);
      return result;
    }
  }
}
