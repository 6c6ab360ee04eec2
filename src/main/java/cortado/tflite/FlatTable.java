package cortado.tflite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a flatbuffer that may be damaged or hostile: every place is checked before it is read,
 * and all that is taken from a file together is bounded by its size.
 */
final class FlatTable {
  /** Fields may share vectors, as shapes do; a file that shares more than this wants memory. */
  private static final long SHARED = 1 << 20;

  private static final long MOST = 64 << 20;

  /** What an object costs besides its bytes in the file. */
  private static final int OVERHEAD = 16;

  private static final int LONGEST_TEXT = 1 << 16;

  /** What may still be taken from the file, in bytes. */
  private static final class Budget {
    private long left;

    private Budget(long left) {
      this.left = left;
    }

    void take(long bytes) {
      left -= bytes + OVERHEAD;
      if (left < 0) {
        throw new DamagedFlatbuffer("its tables are too large or used too often");
      }
    }
  }

  private final ByteBuffer file;
  private final Budget budget;
  private final int start;
  private final int vtable;
  private final int vtableBytes;
  private final int bytes;

  private FlatTable(ByteBuffer file, Budget budget, int start) {
    this.file = file;
    this.budget = budget;
    this.start = require(start, 4);
    long at = (long) start - file.getInt(start);
    if (at < 0 || at > file.limit()) {
      throw new DamagedFlatbuffer("a table lies outside of it");
    }
    this.vtable = require((int) at, 4);
    this.vtableBytes = Short.toUnsignedInt(file.getShort(vtable));
    this.bytes = Short.toUnsignedInt(file.getShort(vtable + 2));
    require(vtable, vtableBytes);
    require(start, bytes);
  }

  /**
   * The root of a file.
   *
   * @param file little-endian, from its first byte
   */
  static FlatTable root(ByteBuffer file) {
    if (file.limit() < 8) {
      throw new DamagedFlatbuffer("it ends too early");
    }
    Budget budget = new Budget(Math.min(file.limit() + SHARED, MOST));
    return new FlatTable(file, budget, offset(file, 0));
  }

  private static int offset(ByteBuffer file, int at) {
    long target = at + (file.getInt(at) & 0xffffffffL);
    if (target > file.limit() - 4L) {
      throw new DamagedFlatbuffer("an offset leads out of it");
    }
    return (int) target;
  }

  private int require(int at, long size) {
    if (at < 0 || size < 0 || at + size > file.limit()) {
      throw new DamagedFlatbuffer("a part lies outside of it");
    }
    return at;
  }

  /** Where a field is, 0 if it is absent. */
  private int place(int slot, int size) {
    int entry = 4 + 2 * slot;
    if (entry + 2 > vtableBytes) {
      return 0;
    }
    int offset = Short.toUnsignedInt(file.getShort(vtable + entry));
    if (offset != 0 && offset + size > bytes) {
      throw new DamagedFlatbuffer("a field lies outside of its table");
    }
    return offset == 0 ? 0 : require(start + offset, size);
  }

  boolean has(int slot) {
    return place(slot, 1) != 0;
  }

  int unsignedByte(int slot) {
    int at = place(slot, 1);
    return at == 0 ? 0 : Byte.toUnsignedInt(file.get(at));
  }

  int integer(int slot, int otherwise) {
    int at = place(slot, 4);
    return at == 0 ? otherwise : file.getInt(at);
  }

  long longInteger(int slot) {
    int at = place(slot, 8);
    return at == 0 ? 0 : file.getLong(at);
  }

  /** A vector: where its elements are and how many there are; null if it is absent. */
  private int[] vector(int slot, int elementBytes) {
    int at = place(slot, 4);
    if (at == 0) {
      return null;
    }
    int vector = require(offset(file, at), 4);
    long count = file.getInt(vector) & 0xffffffffL;
    require(vector + 4, count * elementBytes);
    return new int[] {vector + 4, (int) count};
  }

  /** The text of a field, empty if it is absent; nothing in it steers a terminal. */
  String text(int slot) {
    int[] v = vector(slot, 1);
    if (v == null) {
      return "";
    }
    int length = Math.min(v[1], LONGEST_TEXT);
    budget.take(length);
    byte[] utf8 = new byte[length];
    file.get(v[0], utf8);
    return new String(utf8, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
  }

  int[] integers(int slot) {
    int[] v = vector(slot, 4);
    int count = v == null ? 0 : v[1];
    budget.take(4L * count);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = file.getInt(v[0] + 4 * i);
    }
    return values;
  }

  float[] floats(int slot) {
    int[] v = vector(slot, 4);
    int count = v == null ? 0 : v[1];
    budget.take(4L * count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = file.getFloat(v[0] + 4 * i);
    }
    return values;
  }

  long[] longs(int slot) {
    int[] v = vector(slot, 8);
    int count = v == null ? 0 : v[1];
    budget.take(8L * count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = file.getLong(v[0] + 8 * i);
    }
    return values;
  }

  /** A field that is a table; null if it is absent. */
  FlatTable table(int slot) {
    int at = place(slot, 4);
    budget.take(0);
    return at == 0 ? null : new FlatTable(file, budget, offset(file, at));
  }

  List<FlatTable> tables(int slot) {
    int[] v = vector(slot, 4);
    int count = v == null ? 0 : v[1];
    budget.take(4L * count);
    List<FlatTable> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      budget.take(0);
      tables.add(new FlatTable(file, budget, offset(file, v[0] + 4 * i)));
    }
    return tables;
  }

  /**
   * The bytes of a field, which stay in the file: their place and their number; empty if absent.
   */
  FileRange range(int slot) {
    int[] v = vector(slot, 1);
    return v == null ? FileRange.NONE : new FileRange(v[0], v[1]);
  }
}
