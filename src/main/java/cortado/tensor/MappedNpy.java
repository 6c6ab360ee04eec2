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
      return channel
          .map(FileChannel.MapMode.READ_WRITE, start, bytes)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw UserError.because("Cannot write " + path + " (" + e + ")", e);
    }
  }
}
