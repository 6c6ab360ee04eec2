package cortado.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the bytes of a tensor are. */
sealed interface TensorContent {
  long COMPARED_BYTES = 1 << 20;

  /** The number of bytes. */
  int size();

  /** How many bytes to read at a time where all are read in turn; a power of two. */
  int partBytes();

  /** Bytes from a place on, at positions from 0; the buffer is the caller's own. */
  ByteBuffer part(int at, int bytes);

  default boolean sameAs(TensorContent other) {
    if (size() != other.size()) {
      return false;
    }
    for (long at = 0; at < size(); at += COMPARED_BYTES) {
      int bytes = (int) Math.min(COMPARED_BYTES, size() - at);
      if (!part((int) at, bytes).equals(other.part((int) at, bytes))) {
        return false;
      }
    }
    return true;
  }

  /** On the heap or mapped. */
  record Stored(ByteBuffer bytes) implements TensorContent {
    @Override
    public int size() {
      return bytes.limit();
    }

    @Override
    public int partBytes() {
      return 1 << 20;
    }

    @Override
    public ByteBuffer part(int at, int count) {
      return bytes.slice(at, count);
    }
  }

  /** Made when they are read. */
  record Computed(Elements elements, int elementBytes, int size) implements TensorContent {
    /** Large, as what turns a matrix reads the lines of its source for each part anew. */
    @Override
    public int partBytes() {
      return 1 << 21;
    }

    @Override
    public ByteBuffer part(int at, int bytes) {
      ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      elements.read(at / elementBytes, into.duplicate().order(ByteOrder.LITTLE_ENDIAN));
      return into;
    }
  }
}
