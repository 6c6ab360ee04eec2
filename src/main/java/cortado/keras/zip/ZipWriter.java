package cortado.keras.zip;

import cortado.UserError;
import cortado.tensor.AtomicFile;
import cortado.tensor.StreamedContent;
import cortado.tensor.WriteBehind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes files into a zip archive, stored as they are, each at a multiple of 4096 bytes, so that it
 * can be mapped. The same files give the same bytes, as all are dated 1980. The sizes are always
 * those of zip64, so that an archive may be of any size.
 */
public final class ZipWriter {
  private static final int ALIGNMENT = 4096;
  private static final int LOCAL_BYTES = 30;
  private static final int WIDE_BYTES = 20;

  /** The id that Android gave to such a field, which readers skip. */
  private static final int EXTRA_PADDING = 0xd935;

  private static final short VERSION = 45;
  private static final short UTF8 = 1 << 11;
  private static final short FIRST_OF_JANUARY_1980 = 1 << 5 | 1;
  private static final int WIDE = -1;

  private record Part(byte[] name, long bytes, StreamedContent content) {}

  private record Written(Part part, long header, int crc) {}

  private final List<Part> parts = new ArrayList<>();

  /** Adds a file. */
  public ZipWriter add(String name, byte[] content) {
    return add(
        name, content.length, to -> StreamedContent.writeFully(to, ByteBuffer.wrap(content)));
  }

  /** Adds a file of so many bytes. */
  public ZipWriter add(String name, long bytes, StreamedContent content) {
    parts.add(new Part(name.getBytes(StandardCharsets.UTF_8), bytes, content));
    return this;
  }

  /**
   * Writes the archive beside its place and moves it there.
   *
   * @throws UserError if the folder is missing or full, or must not be written
   */
  public void write(Path path) {
    AtomicFile.write(
        path,
        beside -> {
          try (FileChannel file =
              FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            List<Written> written = new ArrayList<>();
            for (Part p : parts) {
              written.add(write(p, file));
            }
            directory(written, file);
          }
        });
  }

  private static Written write(Part p, FileChannel file) throws IOException {
    long header = file.position();
    long content = header + LOCAL_BYTES + p.name().length + WIDE_BYTES + 4;
    content = (content + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    file.position(content);
    CRC32 crc = new CRC32();
    WriteBehind.write(p.content(), new Counting(file, crc), file);
    if (file.position() != content + p.bytes()) {
      throw new IllegalStateException("a part of " + p.bytes() + " bytes has written another size");
    }
    // The header comes last, when the checksum is known.
    int extra = (int) (content - header) - LOCAL_BYTES - p.name().length;
    ByteBuffer b = buffer((int) (content - header));
    b.putInt(0x04034b50).putShort(VERSION);
    stored(b, (int) crc.getValue()).putShort((short) p.name().length).putShort((short) extra);
    b.put(p.name());
    b.putShort((short) 1).putShort((short) 16).putLong(p.bytes()).putLong(p.bytes());
    b.putShort((short) EXTRA_PADDING).putShort((short) (extra - WIDE_BYTES - 4));
    b.rewind();
    long at = header;
    while (b.hasRemaining()) {
      at += file.write(b, at);
    }
    return new Written(p, header, (int) crc.getValue());
  }

  /** Flags, method, time, date, checksum and sizes, which both kinds of headers have. */
  private static ByteBuffer stored(ByteBuffer b, int crc) {
    b.putShort(UTF8).putShort((short) 0).putShort((short) 0).putShort(FIRST_OF_JANUARY_1980);
    return b.putInt(crc).putInt(WIDE).putInt(WIDE);
  }

  private static void directory(List<Written> parts, FileChannel file) throws IOException {
    long start = file.position();
    for (Written w : parts) {
      byte[] name = w.part().name();
      ByteBuffer b = buffer(46 + name.length + 28);
      b.putInt(0x02014b50).putShort(VERSION).putShort(VERSION);
      stored(b, w.crc()).putShort((short) name.length).putShort((short) 28);
      b.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(WIDE);
      b.put(name).putShort((short) 1).putShort((short) 24);
      b.putLong(w.part().bytes()).putLong(w.part().bytes()).putLong(w.header());
      StreamedContent.writeFully(file, b.flip());
    }
    long end = file.position();
    ByteBuffer b = buffer(56 + 20 + 22);
    b.putInt(0x06064b50).putLong(44).putShort(VERSION).putShort(VERSION).putInt(0).putInt(0);
    b.putLong(parts.size()).putLong(parts.size()).putLong(end - start).putLong(start);
    b.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    b.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
    b.putShort((short) -1).putShort((short) -1).putInt(WIDE).putInt(WIDE).putShort((short) 0);
    StreamedContent.writeFully(file, b.flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Takes the checksum of what goes by. */
  private record Counting(FileChannel file, CRC32 crc) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      ByteBuffer seen = bytes.duplicate();
      int written = file.write(bytes);
      crc.update(seen.limit(bytes.position()));
      return written;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
