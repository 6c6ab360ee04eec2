package cortado.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** What a file is to hold, written from its first byte to its last. */
@FunctionalInterface
public interface StreamedContent {
  void writeTo(WritableByteChannel channel) throws IOException;

  /** Writes all that remains in a buffer. */
  static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
