package cortado.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A small tmpfs, which only the superuser of Linux can make. */
final class Ramdisk implements AutoCloseable {
  private final Path at;

  private Ramdisk(Path at) {
    this.at = at;
  }

  /** Mounts one; the test is skipped where that is not allowed. */
  static Ramdisk mount(Path at, int kilobytes) throws IOException, InterruptedException {
    boolean mounted =
        call("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", at.toString());
    assumeTrue(mounted, "skipped: only the superuser of Linux may mount a small disk");
    return new Ramdisk(at);
  }

  void resize(int kilobytes) throws IOException, InterruptedException {
    require("mount", "-o", "remount,size=" + kilobytes + "k", at.toString());
  }

  void setReadOnly(boolean readOnly) throws IOException, InterruptedException {
    require("mount", "-o", readOnly ? "remount,ro" : "remount,rw", at.toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    require("umount", "-l", at.toString());
  }

  private static void require(String... command) throws IOException, InterruptedException {
    if (!call(command)) {
      throw new IOException("failed: " + List.of(command));
    }
  }

  private static boolean call(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
