package cortado.keras.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Which bytes stand where in a file. Everything begins at a multiple of 8. */
final class FileLayout {
  /** An address that points nowhere. */
  static final long UNDEFINED = -1;

  private static final int SUPERBLOCK_BYTES = 96;
  private static final int SLICE_BYTES = 1 << 20;

  private record Piece(long address, ByteBuffer bytes) {}

  private final List<Piece> pieces = new ArrayList<>();
  private long end = SUPERBLOCK_BYTES;

  /** Places bytes behind what was placed before; returns their address. */
  long place(ByteBuffer bytes) {
    long address = end;
    pieces.add(new Piece(address, bytes));
    end = (address + bytes.remaining() + 7) & -8L;
    return address;
  }

  long place(Bytes bytes) {
    return place(bytes.buffer());
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
    pieces.add(new Piece(0, b.buffer()));
  }

  void write(FileChannel channel) throws IOException {
    for (Piece p : pieces) {
      ByteBuffer rest = p.bytes().duplicate();
      long address = p.address();
      // In slices, as Java copies each write from the heap to a native buffer of its size.
      while (rest.hasRemaining()) {
        ByteBuffer slice = rest.slice(rest.position(), Math.min(rest.remaining(), SLICE_BYTES));
        int written = channel.write(slice, address);
        address += written;
        rest.position(rest.position() + written);
      }
    }
    if (channel.size() < end) {
      channel.write(ByteBuffer.allocate(Math.toIntExact(end - channel.size())), channel.size());
    }
  }
}
