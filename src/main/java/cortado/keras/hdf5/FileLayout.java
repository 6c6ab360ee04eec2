package cortado.keras.hdf5;

import cortado.tensor.StreamedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Which bytes stand where in a file. Everything begins at a multiple of 8. */
final class FileLayout {
  /** An address that points nowhere. */
  static final long UNDEFINED = -1;

  private static final int SUPERBLOCK_BYTES = 96;

  private record Piece(long address, long bytes, StreamedContent content) {}

  private final List<Piece> pieces = new ArrayList<>();
  private ByteBuffer superblock = ByteBuffer.allocate(0);
  private long end = SUPERBLOCK_BYTES;

  /** Places content behind what was placed before; returns its address. */
  long place(long bytes, StreamedContent content) {
    long address = end;
    pieces.add(new Piece(address, bytes, content));
    end = (address + bytes + 7) & -8L;
    return address;
  }

  long place(Bytes bytes) {
    ByteBuffer b = bytes.buffer();
    return place(b.remaining(), to -> StreamedContent.writeFully(to, b.duplicate()));
  }

  /** The address that follows a piece of this size, were it placed now. */
  long after(int bytes) {
    return (end + bytes + 7) & -8L;
  }

  /** Completes the file by the superblock, version 0 (section II.A of the specification). */
  void root(ObjectEncoder.GroupAddress root) {
    Bytes b = new Bytes().raw((byte) 0x89).ascii("HDF\r\n").raw((byte) 0x1a, (byte) '\n');
    b.u8(0, 0, 0, 0, 0, 8, 8, 0);
    b.u16(SymbolTable.LEAF_K).u16(SymbolTable.INTERNAL_K).u32(0);
    b.u64(0, UNDEFINED, end, UNDEFINED);
    b.u64(0, root.header()).u32(1).u32(0).u64(root.tree(), root.heap());
    superblock = b.buffer();
  }

  /** The bytes of the file. */
  long size() {
    return end;
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    StreamedContent.writeFully(channel, superblock.duplicate());
    long at = superblock.remaining();
    for (Piece p : pieces) {
      fill(channel, p.address() - at);
      p.content().writeTo(channel);
      at = p.address() + p.bytes();
    }
    fill(channel, end - at);
  }

  private static void fill(WritableByteChannel channel, long zeros) throws IOException {
    StreamedContent.writeFully(channel, ByteBuffer.allocate(Math.toIntExact(zeros)));
  }
}
