package cortado.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Maps a file window by window, as a mapping ends at 2 GB, and as a mapping for each tensor could
 * be more than a system allows.
 */
final class FileWindow {
  private final FileChannel file;
  private final long start;
  private ByteBuffer mapped = ByteBuffer.allocate(0);
  private long at;

  /**
   * @param start where in the file the places begin to count
   */
  FileWindow(FileChannel file, long start) {
    this.file = file;
    this.start = start;
  }

  /** A view on bytes that are in the file, at or behind those that were asked for before. */
  ByteBuffer slice(long begin, int bytes) throws IOException {
    if (begin + bytes > at + mapped.limit()) {
      at = begin;
      long size = Math.min(file.size() - start - begin, Tensor.MAX_BYTES);
      mapped = file.map(MapMode.READ_ONLY, start + begin, size);
    }
    return mapped.slice((int) (begin - at), bytes);
  }
}
