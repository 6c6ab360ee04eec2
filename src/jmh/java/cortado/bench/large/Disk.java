package cortado.bench.large;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What a disk does by itself: the rates to compare with. */
final class Disk {
  private static final int BLOCK = 1 << 22;
  private static final int DONTNEED = 4;

  private Disk() {}

  /** Seconds for bytes to be written to a file one after the other and to be on the disk. */
  static double write(Path file, long bytes) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    byte[] random = new byte[BLOCK];
    new Random(7).nextBytes(random);
    block.put(random);
    long start = System.nanoTime();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; left -= BLOCK) {
        channel.write(block.clear());
      }
      channel.force(true);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds for a file to be read from its first byte to its last. */
  static double read(Path file) throws IOException {
    forget(file);
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    long start = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {}
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Takes a file out of the page cache where Linux lets us, so that it is read from the disk. */
  static void forget(Path file) {
    try {
      int open = call("open", file.toString(), 0);
      call("posix_fadvise", open, new NativeLong(0), new NativeLong(0), DONTNEED);
      call("close", open);
    } catch (UnsatisfiedLinkError e) {
      // Then it may come from memory, which its speed shows.
    }
  }

  private static int call(String function, Object... arguments) {
    return Function.getFunction("c", function).invokeInt(arguments);
  }
}
