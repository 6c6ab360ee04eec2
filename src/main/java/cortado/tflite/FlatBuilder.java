package cortado.tflite;

import cortado.tensor.StreamedContent;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a flatbuffer from its end to its start, as Google's builder does and with the same bytes,
 * but keeps of large vectors only where they go: their bytes are read when the buffer is written.
 *
 * <p>What is written gets an offset, which is its distance from the end. The fields of a table are
 * added between {@link #startTable} and {@link #endTable}; a slot is the number of a field in the
 * schema, and a field that has its default is left out.
 */
final class FlatBuilder implements StreamedContent {
  private static final int OFFSET_BYTES = 4;

  private final List<StreamedContent> pieces = new ArrayList<>();
  private final Map<List<Integer>, Integer> vtables = new HashMap<>();
  private byte[] small = new byte[1024];
  private int space = small.length;
  private int sealed;
  private int alignment = 1;
  private int vectorLength;
  private int[] fields;
  private int tableStart;

  /** The size in bytes so far. */
  int size() {
    return sealed + small.length - space;
  }

  void startTable(int slots) {
    fields = new int[slots];
    tableStart = size();
  }

  void addByte(int slot, byte value, int byDefault) {
    if (value != byDefault) {
      prepare(1, 0);
      put(value, 1);
      fields[slot] = size();
    }
  }

  void addBoolean(int slot, boolean value, boolean byDefault) {
    addByte(slot, (byte) (value ? 1 : 0), byDefault ? 1 : 0);
  }

  void addInt(int slot, int value, int byDefault) {
    if (value != byDefault) {
      addInt(value);
      fields[slot] = size();
    }
  }

  void addLong(int slot, long value, long byDefault) {
    if (value != byDefault) {
      addLong(value);
      fields[slot] = size();
    }
  }

  void addFloat(int slot, float value, double byDefault) {
    if (value != byDefault) {
      addFloat(value);
      fields[slot] = size();
    }
  }

  void addOffset(int slot, int offset, int byDefault) {
    if (offset != byDefault) {
      addOffset(offset);
      fields[slot] = size();
    }
  }

  /** Ends a table; one of the same form as another shares its list of fields. */
  int endTable() {
    prepare(OFFSET_BYTES, 0);
    int table = size() + OFFSET_BYTES;
    int used = fields.length;
    while (used > 0 && fields[used - 1] == 0) {
      used--;
    }
    List<Integer> vtable = new ArrayList<>(List.of(2 * (used + 2), table - tableStart));
    for (int i = 0; i < used; i++) {
      vtable.add(fields[i] == 0 ? 0 : table - fields[i]);
    }
    Integer same = vtables.putIfAbsent(vtable, table + 2 * vtable.size());
    put(same == null ? 2 * vtable.size() : same - table, OFFSET_BYTES);
    if (same == null) {
      for (int i = vtable.size() - 1; i >= 0; i--) {
        put(vtable.get(i), 2);
      }
    }
    return table;
  }

  /** Begins a vector, whose elements are added from the last to the first. */
  void startVector(int elementBytes, int count, int aligned) {
    vectorLength = count;
    prepare(OFFSET_BYTES, elementBytes * count);
    prepare(aligned, elementBytes * count);
  }

  int endVector() {
    put(vectorLength, OFFSET_BYTES);
    return size();
  }

  int createVectorOfTables(int... offsets) {
    startVector(OFFSET_BYTES, offsets.length, OFFSET_BYTES);
    for (int i = offsets.length - 1; i >= 0; i--) {
      addOffset(offsets[i]);
    }
    return endVector();
  }

  int createString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    prepare(1, 0);
    put(0, 1);
    startVector(1, bytes.length, 1);
    raw(bytes);
    return endVector();
  }

  /** A vector of the bytes of a tensor, which are read when this is written. */
  int createVector(Tensor bytes, int aligned) {
    return createVector(bytes, 1, aligned);
  }

  /** A vector of elements of so many bytes each, which are read when this is written. */
  int createVector(Tensor bytes, int elementBytes, int aligned) {
    startVector(elementBytes, bytes.size() / elementBytes, aligned);
    seal();
    pieces.add(bytes::writeTo);
    sealed = Math.addExact(sealed, bytes.size());
    return endVector();
  }

  /** Completes the buffer. */
  void finish(int rootTable, String identifier) {
    prepare(alignment, 2 * OFFSET_BYTES);
    raw(identifier.getBytes(StandardCharsets.US_ASCII));
    addOffset(rootTable);
    seal();
  }

  void addInt(int value) {
    prepare(4, 0);
    put(value, 4);
  }

  void addLong(long value) {
    prepare(8, 0);
    put(value, 8);
  }

  void addFloat(float value) {
    addInt(Float.floatToRawIntBits(value));
  }

  private void addOffset(int offset) {
    prepare(OFFSET_BYTES, 0);
    put(size() - offset + OFFSET_BYTES, OFFSET_BYTES);
  }

  /** Pads so that after so many more bytes the place is a multiple. */
  private void prepare(int multiple, int more) {
    alignment = Math.max(alignment, multiple);
    raw(new byte[-(size() + more) & (multiple - 1)]);
  }

  private void put(long value, int bytes) {
    byte[] little = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      little[i] = (byte) (value >>> 8 * i);
    }
    raw(little);
  }

  private void raw(byte[] bytes) {
    if (bytes.length > space) {
      int used = small.length - space;
      byte[] larger = new byte[Math.max(2 * small.length, used + bytes.length)];
      System.arraycopy(small, space, larger, larger.length - used, used);
      small = larger;
      space = larger.length - used;
    }
    space -= bytes.length;
    System.arraycopy(bytes, 0, small, space, bytes.length);
  }

  private void seal() {
    byte[] bytes = Arrays.copyOfRange(small, space, small.length);
    sealed = Math.addExact(sealed, bytes.length);
    space = small.length;
    pieces.add(c -> StreamedContent.writeFully(c, ByteBuffer.wrap(bytes)));
  }

  /** Writes the whole buffer once it is finished. */
  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      pieces.get(i).writeTo(channel);
    }
  }
}
