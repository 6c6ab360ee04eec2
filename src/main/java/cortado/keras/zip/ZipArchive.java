package cortado.keras.zip;

import cortado.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive open for reading. It may be hostile: whatever is wrong with it ends in a {@link
 * UserError}, and nothing is allocated that the size of the archive does not justify.
 */
public final class ZipArchive implements AutoCloseable {
  /** Compressed entries are believed up to this ratio. */
  private static final long MAX_RATIO = 200;

  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int SLICE_BYTES = 1 << 16;

  private final FileChannel file;
  private final Map<String, Entry> entries;

  private ZipArchive(FileChannel file, Map<String, Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Opens an archive.
   *
   * @throws UserError if it is damaged, or has two entries of one name or one outside its folder
   */
  public static ZipArchive open(Path path) {
    FileChannel file = null;
    try {
      file = FileChannel.open(path, StandardOpenOption.READ);
      ZipArchive archive = new ZipArchive(file, CentralDirectory.read(file));
      file = null;
      return archive;
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      close(file);
    }
  }

  /** Where the bytes of an entry stand in the archive, as they are. */
  public record Place(long offset, long bytes) {}

  /** The names of all entries. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The bytes that an entry has, unpacked. */
  public long size(String name) {
    return entry(name).size();
  }

  /** Whether an entry is stored as it is, so that {@link #place} tells where. */
  public boolean isStored(String name) {
    return !entry(name).deflated();
  }

  /**
   * Where a stored entry lies.
   *
   * @throws UserError if the entry is damaged
   */
  public Place place(String name) {
    Entry e = entry(name);
    try {
      ByteBuffer local = CentralDirectory.at(file, e.header(), LOCAL_BYTES);
      long offset =
          e.header() + LOCAL_BYTES + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
      if (local.getInt(0) != LOCAL || e.packed() > file.size() - offset) {
        throw CentralDirectory.damaged("the entry '" + name + "' is not where its list says");
      }
      return new Place(offset, e.packed());
    } catch (IOException x) {
      throw unreadable(x);
    }
  }

  /**
   * The content of an entry, checked by its checksum.
   *
   * @param limit bytes it may have
   * @throws UserError if it has more, claims to be far more than it is packed, or is damaged
   */
  public byte[] read(String name, long limit) {
    Entry e = entry(name);
    if (e.size() > limit) {
      throw UserError.because("The entry '" + name + "' is too large")
          .received(e.size() + " bytes")
          .allowed("up to " + limit);
    }
    ByteBuffer content = ByteBuffer.allocate(requireBelievable(e));
    unpack(e, content::put);
    return content.array();
  }

  /** Writes the content of an entry to a file, under the same conditions. */
  public void unpack(String name, Path to) {
    Entry e = entry(name);
    requireBelievable(e);
    try (FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      unpack(
          e,
          slice -> {
            while (slice.hasRemaining()) {
              out.write(slice);
            }
          });
    } catch (IOException x) {
      throw UserError.because("'" + name + "' cannot be unpacked", x).received(x.getMessage());
    }
  }

  private interface Sink {
    void put(ByteBuffer slice) throws IOException;
  }

  private void unpack(Entry e, Sink sink) {
    Place place = place(e.name());
    Inflater inflater = new Inflater(true);
    CRC32 crc = new CRC32();
    byte[] plain = new byte[SLICE_BYTES];
    long left = e.size();
    try {
      for (long at = 0; at < place.bytes() && left > 0; at += SLICE_BYTES) {
        int n = (int) Math.min(SLICE_BYTES, place.bytes() - at);
        ByteBuffer packed = CentralDirectory.at(file, place.offset() + at, n);
        if (e.deflated()) {
          inflater.setInput(packed);
        }
        int got = e.deflated() ? inflater.inflate(plain) : n;
        while (got > 0) {
          byte[] from = e.deflated() ? plain : packed.array();
          left -= got;
          if (left < 0) {
            throw CentralDirectory.damaged("the entry '" + e.name() + "' is larger than it says");
          }
          crc.update(from, 0, got);
          sink.put(ByteBuffer.wrap(from, 0, got));
          got = e.deflated() ? inflater.inflate(plain) : 0;
        }
      }
    } catch (DataFormatException | IOException x) {
      throw CentralDirectory.damaged("the entry '" + e.name() + "' cannot be unpacked");
    } finally {
      inflater.end();
    }
    if (left != 0 || crc.getValue() != e.crc()) {
      throw CentralDirectory.damaged("the entry '" + e.name() + "' has another checksum");
    }
  }

  private static int requireBelievable(Entry e) {
    if (e.size() > MAX_RATIO * Math.max(e.packed(), SLICE_BYTES / MAX_RATIO)) {
      throw UserError.because(
              "The entry '" + e.name() + "' claims to be far more than it is packed")
          .received(e.size() + " bytes from " + e.packed());
    }
    return (int) Math.min(e.size(), Integer.MAX_VALUE);
  }

  private Entry entry(String name) {
    Entry e = entries.get(name);
    if (e == null) {
      throw UserError.because("The archive lacks '" + name + "'");
    }
    return e;
  }

  private static UserError unreadable(IOException e) {
    return UserError.because("The archive cannot be read", e).received(e.getMessage());
  }

  @Override
  public void close() {
    close(file);
  }

  private static void close(FileChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
