package cortado.tflite;

import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** The constants behind a flatbuffer, one after the other. */
final class ExternalConstants implements StreamedContent {
  /** Kernels may load constants with instructions that ask for this alignment, in bytes. */
  static final int ALIGNMENT = 16;

  private final List<Tensor> constants;
  private final long[] places;
  private final long start;

  /**
   * @param start the size of the flatbuffer before them
   */
  ExternalConstants(List<Tensor> constants, long start) {
    this.constants = constants;
    this.start = start;
    this.places = new long[constants.size()];
    long at = start;
    for (int i = 0; i < places.length; i++) {
      // Smaller places than 2 mean that there is none.
      places[i] = Math.max(aligned(at), ALIGNMENT);
      at = places[i] + constants.get(i).size();
    }
  }

  private static long aligned(long at) {
    return at + ALIGNMENT - 1 & -ALIGNMENT;
  }

  /** Where in the file a constant begins. */
  long place(int index) {
    return places[index];
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    long at = start;
    for (int i = 0; i < places.length; i++) {
      StreamedContent.writeFully(channel, ByteBuffer.allocate((int) (places[i] - at)));
      constants.get(i).writeTo(channel);
      at = places[i] + constants.get(i).size();
    }
  }
}
