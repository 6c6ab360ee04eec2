package cortado.tensor;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** npy files whose numbers stay in the file, off the heap. Nobody else may change the files. */
public final class MappedNpy {
  private static final int RESERVED_BYTES = 1 << 16;

  private MappedNpy() {}

  /**
   * A new file of zeros.
   *
   * @return its bytes, little-endian; what is put there is in the file
   * @throws UserError if it cannot be written
   */
  public static ByteBuffer create(Path path, DType dtype, Shape shape) {
    ByteBuffer header = Npy.header(dtype, shape);
    int start = header.remaining();
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      StreamedContent.writeFully(channel, header);
      long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
      reserve(channel, bytes);
      return channel
          .map(FileChannel.MapMode.READ_WRITE, start, bytes)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw UserError.because("Cannot write " + path + " (" + e + ")", e);
    }
  }

  /** A hole has no room on the disk yet, and memory over it no way to say that the disk is full. */
  private static void reserve(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(RESERVED_BYTES);
    for (long left = bytes; left > 0; left -= zeros.limit()) {
      zeros.clear().limit((int) Math.min(left, RESERVED_BYTES));
      StreamedContent.writeFully(channel, zeros);
    }
  }
}
