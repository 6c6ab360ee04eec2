package cortado.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Where and when a measurement was taken.
 *
 * @param cpu model of the processor
 * @param cores that the process may use
 * @param jvm name and version of the virtual machine
 * @param runtimeVersion of the runtime's library; empty where it did not load
 */
public record Environment(
    String cpu, int cores, String os, String jvm, String runtimeVersion, Instant date) {

  /** This process, now. */
  public static Environment here(String runtimeVersion, Instant date) {
    return new Environment(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        runtimeVersion,
        date);
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .findFirst()
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
