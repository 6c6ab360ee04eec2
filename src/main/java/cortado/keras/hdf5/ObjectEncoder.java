package cortado.keras.hdf5;

import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Encodes groups and datasets as objects with headers of version 1 (section IV of the
 * specification). What an object points at is placed before it.
 */
final class ObjectEncoder {
  private static final int DATASPACE = 0x0001;
  private static final int DATATYPE = 0x0003;
  private static final int FILL_VALUE = 0x0005;
  private static final int LAYOUT = 0x0008;
  private static final int ATTRIBUTE = 0x000C;
  private static final int SYMBOL_TABLE = 0x0011;

  /** Addresses of a group's header, B-tree and name heap. */
  record GroupAddress(long header, long tree, long heap) {}

  private record Message(int type, Bytes body) {}

  private final FileLayout layout;
  private final GlobalHeap strings;

  private ObjectEncoder(FileLayout layout, GlobalHeap strings) {
    this.layout = layout;
    this.strings = strings;
  }

  static void encode(GroupTree root, FileLayout layout) {
    ObjectEncoder encoder = new ObjectEncoder(layout, GlobalHeap.of(root, layout));
    layout.root(encoder.group(root));
  }

  private GroupAddress group(GroupTree tree) {
    List<SymbolTable.Member> members = new ArrayList<>();
    for (Map.Entry<String, Object> child : tree.children().entrySet()) {
      if (child.getValue() instanceof GroupTree g) {
        GroupAddress a = group(g);
        members.add(new SymbolTable.Member(child.getKey(), a.header(), a));
      } else {
        long header = dataset((Tensor) child.getValue());
        members.add(new SymbolTable.Member(child.getKey(), header, null));
      }
    }
    SymbolTable.Placed table = new SymbolTable(layout).place(members);
    List<Message> messages = new ArrayList<>();
    messages.add(new Message(SYMBOL_TABLE, new Bytes().u64(table.tree(), table.heap())));
    tree.attributes().forEach((name, texts) -> messages.add(attribute(name, texts)));
    return new GroupAddress(header(messages), table.tree(), table.heap());
  }

  private long dataset(Tensor t) {
    long bytes = t.shape().elements() * t.dtype().bytes();
    long data = bytes == 0 ? FileLayout.UNDEFINED : layout.place(bytes, t::writeTo);
    return header(
        List.of(
            new Message(DATASPACE, dataspace(t.shape().dims())),
            new Message(DATATYPE, float32()),
            // Allocated late, filled if set, with the default of zero.
            new Message(FILL_VALUE, new Bytes().u8(2, 2, 2, 1).u32(0)),
            new Message(LAYOUT, new Bytes().u8(3, 1).u64(data, bytes).align())));
  }

  private long header(List<Message> messages) {
    Bytes all = new Bytes();
    for (Message m : messages) {
      if (m.body().size() > 0xffff) {
        throw new IllegalArgumentException("a header message of " + m.body().size() + " bytes");
      }
      all.u16(m.type()).u16(m.body().size()).u32(0).raw(m.body());
    }
    Bytes header = new Bytes().u8(1, 0).u16(messages.size()).u32(1).u32(all.size()).u32(0);
    return layout.place(header.raw(all));
  }

  private Message attribute(String name, GroupTree.Texts texts) {
    Bytes nameBytes = new Bytes().ascii(name).u8(0);
    Bytes type = variableLengthString();
    Bytes space = texts.scalar() ? dataspace() : dataspace(texts.values().size());
    Bytes b = new Bytes().u8(1, 0).u16(nameBytes.size()).u16(type.size()).u16(space.size());
    b.raw(nameBytes).align().raw(type).align().raw(space).raw(strings.references(texts));
    return new Message(ATTRIBUTE, b.align());
  }

  private static Bytes dataspace(int... dims) {
    Bytes b = new Bytes().u8(1, dims.length, 0, 0).u32(0);
    for (int d : dims) {
      b.u64(d);
    }
    return b;
  }

  /** IEEE 754 binary32, little-endian: sign at bit 31, 8 bits of exponent at 23, bias 127. */
  private static Bytes float32() {
    return new Bytes()
        .u8(0x11, 0x20, 31, 0)
        .u32(4)
        .u16(0)
        .u16(32)
        .u8(23, 8, 0, 23)
        .u32(127)
        .align();
  }

  /** UTF-8, on a base type of unsigned bytes. */
  private static Bytes variableLengthString() {
    return new Bytes().u8(0x19, 1, 1, 0).u32(16).u8(0x10, 0, 0, 0).u32(1).u16(0).u16(8);
  }
}
