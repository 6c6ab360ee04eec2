package cortado.keras.hdf5;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where strings of any length stand, in collections of objects (section III.E of the
 * specification).
 */
final class GlobalHeap {
  /** The library reads as much before it knows a collection's size. */
  private static final int MIN_BYTES = 4096;

  private static final int HEADER_BYTES = 16;
  private static final int OBJECT_HEADER_BYTES = 16;
  private static final int FULL_BYTES = 1 << 16;

  private record Place(long collection, int index, int length) {}

  private final Map<GroupTree.Texts, List<Place>> places = new IdentityHashMap<>();

  /** Places the strings of a group and of the groups in it. */
  static GlobalHeap of(GroupTree tree, FileLayout layout) {
    GlobalHeap heap = new GlobalHeap();
    Collection collection = heap.new Collection();
    heap.add(tree, collection, layout);
    collection.flush(layout);
    return heap;
  }

  private void add(GroupTree tree, Collection collection, FileLayout layout) {
    for (GroupTree.Texts texts : tree.attributes().values()) {
      places.put(texts, new ArrayList<>());
      texts.values().forEach(s -> collection.add(texts, GroupTree.utf8(s), layout));
    }
    for (Object child : tree.children().values()) {
      if (child instanceof GroupTree g) {
        add(g, collection, layout);
      }
    }
  }

  /** The content of an attribute: for each string its length, collection and index. */
  Bytes references(GroupTree.Texts texts) {
    Bytes b = new Bytes();
    places.get(texts).forEach(p -> b.u32(p.length()).u64(p.collection()).u32(p.index()));
    return b;
  }

  /** The collection that is being filled; its address is known when it is placed. */
  private final class Collection {
    private record Member(GroupTree.Texts texts, byte[] content) {}

    private final List<Member> members = new ArrayList<>();
    private long bytes;

    void add(GroupTree.Texts texts, byte[] content, FileLayout layout) {
      members.add(new Member(texts, content));
      bytes += content.length + OBJECT_HEADER_BYTES;
      if (bytes > FULL_BYTES) {
        flush(layout);
      }
    }

    void flush(FileLayout layout) {
      if (members.isEmpty()) {
        return;
      }
      Bytes objects = new Bytes();
      int index = 0;
      for (Member m : members) {
        objects.u16(++index).u16(0).u32(0).u64(m.content().length).raw(m.content()).align();
      }
      int total = Math.max(MIN_BYTES, HEADER_BYTES + objects.size() + OBJECT_HEADER_BYTES);
      Bytes b = new Bytes().ascii("GCOL").u8(1, 0, 0, 0).u64(total).raw(objects);
      // Object 0 is the free space, its own header included.
      b.u32(0).u32(0).u64(total - b.size() + 8);
      long address = layout.place(b.fillTo(total));
      index = 0;
      for (Member m : members) {
        places.get(m.texts()).add(new Place(address, ++index, m.content().length));
      }
      members.clear();
      bytes = 0;
    }
  }
}
