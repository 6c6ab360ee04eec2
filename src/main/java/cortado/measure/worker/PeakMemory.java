package cortado.measure.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The largest resident memory that this process ever had. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  static boolean isKnown() {
    return Files.isReadable(STATUS);
  }

  /** VmHWM of Linux in bytes. */
  static long bytes() throws IOException {
    try (BufferedReader in = Files.newBufferedReader(STATUS)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("VmHWM:")) {
          String kilobytes = line.substring(6, line.length() - 2).strip();
          return Long.parseLong(kilobytes) * 1024;
        }
      }
    }
    throw new IOException(STATUS + " has no VmHWM");
  }
}
