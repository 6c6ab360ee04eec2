package cortado.fuzz;

import com.sun.management.ThreadMXBean;
import cortado.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a reader may do with a stranger's bytes: take them or refuse them with a {@link UserError}
 * of one line, within five seconds of the processor, and with no more memory than 64 MB and four
 * times the input.
 */
public final class Bounds {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MOST_BYTES = 64L << 20;
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static Path file;

  private Bounds() {}

  /** Something that reads. */
  @FunctionalInterface
  public interface Reader {
    void read() throws Exception;
  }

  /** Something that reads a file. */
  @FunctionalInterface
  public interface FileReader {
    void read(Path file) throws Exception;
  }

  /**
   * Has a reader read.
   *
   * @param bytes of the input
   * @throws AssertionError if it does what it may not
   */
  public static void check(int bytes, Reader reader) {
    // What is loaded and set up once is no input's doing, so only the second time is judged.
    if (!isWithin(read(reader), bytes)) {
      Cost cost = read(reader);
      if (!isWithin(cost, bytes)) {
        throw new AssertionError(cost + " for an input of " + bytes + " bytes");
      }
    }
  }

  /** What reading took: memory in bytes, time of the processor in ns. */
  private record Cost(long allocated, long nanos) {}

  private static boolean isWithin(Cost cost, int bytes) {
    return cost.allocated <= MOST_BYTES + 4L * bytes && cost.nanos <= MOST_NANOS;
  }

  private static Cost read(Reader reader) {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    long began = MEMORY.getCurrentThreadCpuTime();
    try {
      reader.read();
    } catch (UserError e) {
      if (e.getMessage().contains("\n")) {
        throw new AssertionError("an error of several lines", e);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("neither a result nor a user's error", e);
    }
    return new Cost(
        MEMORY.getCurrentThreadAllocatedBytes() - before, MEMORY.getCurrentThreadCpuTime() - began);
  }

  /** Has a reader read a file of these bytes. */
  public static void check(byte[] input, String ending, FileReader reader) {
    try {
      if (file == null) {
        file = Files.createTempFile("fuzz", ending);
        file.toFile().deleteOnExit();
      }
      // A new file each time: what is still mapped must not change.
      Files.delete(file);
      Files.write(file, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    check(input.length, () -> reader.read(file));
  }
}
