package cortado.keras.zip;

import cortado.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the list of an archive's entries (APPNOTE.TXT, sections 4.3.12 to 4.5.3). */
final class CentralDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int LOCATOR_64_BYTES = 20;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int EXTRA_64 = 1;
  private static final int MAX_COMMENT = 0xffff;
  private static final long NARROW = 0xffffffffL;
  private static final long MAX_BYTES = 16_000_000;
  private static final int ENCRYPTED = 1;
  private static final int DEFLATED = 8;

  private final FileChannel file;
  private final long size;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private CentralDirectory(FileChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  /**
   * The entries by name, folders left out.
   *
   * @throws UserError if the archive is truncated or damaged, or an entry is not to be trusted
   */
  static Map<String, Entry> read(FileChannel file) throws IOException {
    CentralDirectory directory = new CentralDirectory(file);
    directory.read();
    return directory.entries;
  }

  private void read() throws IOException {
    long end = end();
    ByteBuffer b = at(file, end, END_BYTES);
    long bytes = b.getInt(12) & NARROW;
    long start = b.getInt(16) & NARROW;
    if (bytes == NARROW || start == NARROW || (b.getShort(10) & 0xffff) == 0xffff) {
      ByteBuffer wide = end64(end);
      bytes = wide.getLong(40);
      start = wide.getLong(48);
    }
    if (bytes < 0 || start < 0 || bytes > MAX_BYTES || start > end - bytes) {
      throw damaged("the list of its entries lies outside");
    }
    ByteBuffer list = at(file, start, (int) bytes);
    while (list.remaining() >= ENTRY_BYTES && list.getInt(list.position()) == ENTRY) {
      entry(list);
    }
    if (list.hasRemaining()) {
      throw damaged("the list of its entries breaks off");
    }
  }

  /** Where the record stands that ends the archive, whose comment reaches to the last byte. */
  private long end() throws IOException {
    int tail = (int) Math.min(size, END_BYTES + MAX_COMMENT);
    ByteBuffer b = at(file, size - tail, tail);
    for (int i = tail - END_BYTES; i >= 0; i--) {
      if (b.getInt(i) == END && (b.getShort(i + 20) & 0xffff) == tail - END_BYTES - i) {
        return size - tail + i;
      }
    }
    throw UserError.because("The archive is truncated or damaged: its end is missing");
  }

  private ByteBuffer end64(long end) throws IOException {
    ByteBuffer locator = at(file, end - LOCATOR_64_BYTES, LOCATOR_64_BYTES);
    if (locator.getInt(0) != LOCATOR_64) {
      throw damaged("its zip64 locator is missing");
    }
    ByteBuffer wide = at(file, locator.getLong(8), END_64_BYTES);
    if (wide.getInt(0) != END_64) {
      throw damaged("its zip64 record is missing");
    }
    return wide;
  }

  private void entry(ByteBuffer list) {
    int p = list.position();
    int flags = list.getShort(p + 8);
    int method = list.getShort(p + 10);
    long[] wide = {
      list.getInt(p + 24) & NARROW, list.getInt(p + 20) & NARROW, list.getInt(p + 42) & NARROW
    };
    int nameBytes = list.getShort(p + 28) & 0xffff;
    int extraBytes = list.getShort(p + 30) & 0xffff;
    int next = p + ENTRY_BYTES + nameBytes + extraBytes + (list.getShort(p + 32) & 0xffff);
    if (next > list.limit()) {
      throw damaged("the list of its entries breaks off");
    }
    byte[] utf8 = new byte[nameBytes];
    list.get(p + ENTRY_BYTES, utf8);
    String name = new String(utf8, StandardCharsets.UTF_8);
    widen(wide, list.slice(p + ENTRY_BYTES + nameBytes, extraBytes).order(list.order()));
    list.position(next);
    if (!name.endsWith("/")) {
      boolean deflated = method == DEFLATED;
      Entry e = new Entry(name, deflated, list.getInt(p + 16) & NARROW, wide[1], wide[0], wide[2]);
      check(e, method, flags);
    }
  }

  /** Puts in, in this order, what does not fit into 32 bits. */
  private static void widen(long[] sizes, ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort();
      int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
      int end = extra.position() + length;
      for (int i = 0; id == EXTRA_64 && i < sizes.length; i++) {
        if (sizes[i] == NARROW && end - extra.position() >= 8) {
          sizes[i] = extra.getLong();
        }
      }
      extra.position(end);
    }
  }

  private void check(Entry e, int method, int flags) {
    String name = e.name();
    if (name.startsWith("/") || name.contains("\\") || name.contains(":") || leaves(name)) {
      throw UserError.because("The archive has an entry outside of its folder").received(name);
    } else if (method != 0 && !e.deflated() || (flags & ENCRYPTED) != 0) {
      throw UserError.because("The entry '" + name + "' is encrypted or packed in an unknown way")
          .received("method " + method)
          .allowed("stored, deflated");
    } else if (e.size() < 0 || e.packed() < 0 || e.header() < 0 || e.packed() > size - e.header()) {
      throw damaged("the entry '" + name + "' lies outside");
    } else if (!e.deflated() && e.size() != e.packed()) {
      throw damaged("the entry '" + name + "' has two sizes");
    } else if (entries.put(name, e) != null) {
      throw UserError.because("The archive has two entries of one name").received(name);
    }
  }

  private static boolean leaves(String name) {
    return ("/" + name + "/").contains("/../");
  }

  static ByteBuffer at(FileChannel file, long position, int bytes) throws IOException {
    if (position < 0 || bytes > file.size() - position) {
      throw new EOFException("the archive ends before byte " + position + " + " + bytes);
    }
    ByteBuffer b = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (b.hasRemaining()) {
      if (file.read(b, position + b.position()) < 0) {
        throw new EOFException("the archive has become shorter");
      }
    }
    return b.flip();
  }

  static UserError damaged(String how) {
    return UserError.because("The archive is damaged: " + how);
  }
}
