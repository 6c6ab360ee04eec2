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

  /** Copies elements that are float32, as {@link FloatElements#read} does. */
  default void floats(int from, int count, float[] into, int at) {
    part(from * Float.BYTES, count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(into, at, count);
  }

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
      return 1 << 18;
    }

    @Override
    public ByteBuffer part(int at, int count) {
      return bytes.slice(at, count);
    }
  }

  /** Large, as what turns a matrix reads the lines of its source for each part anew. */
  int COMPUTED_BYTES = 1 << 21;

  /** Made when they are read. */
  record Computed(Elements elements, int elementBytes, int size) implements TensorContent {
    @Override
    public int partBytes() {
      return COMPUTED_BYTES;
    }

    @Override
    public ByteBuffer part(int at, int bytes) {
      ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
      elements.read(at / elementBytes, into.duplicate().order(ByteOrder.LITTLE_ENDIAN));
      return into;
    }
  }

  /** float32, made when they are read. */
  record ComputedFloats(FloatElements elements, int size) implements TensorContent {
    @Override
    public int partBytes() {
      return COMPUTED_BYTES;
    }

    @Override
    public ByteBuffer part(int at, int bytes) {
      float[] values = new float[bytes / Float.BYTES];
      elements.read(at / Float.BYTES, values.length, values, 0);
      ByteBuffer into = ByteBuffer.allocate(bytes);
      into.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      return into;
    }

    @Override
    public void floats(int from, int count, float[] into, int at) {
      elements.read(from, count, into, at);
    }
  }
}
