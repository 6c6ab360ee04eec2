package cortado.keras.hdf5;

import java.util.ArrayList;
import java.util.List;

/**
 * The members of a group: a heap of their names, nodes that list them, and a B-tree over the nodes
 * (sections III.A.1, III.B and III.D of the specification).
 */
final class SymbolTable {
  /** Half of the members that a node holds, h5py's default. */
  static final int LEAF_K = 4;

  /** Half of the children that a node of the B-tree holds, h5py's default. */
  static final int INTERNAL_K = 16;

  private static final int NODE_BYTES = 8 + 2 * LEAF_K * 40;
  private static final int TREE_BYTES = 24 + (2 * INTERNAL_K + 1) * 8 + 2 * INTERNAL_K * 8;
  private static final int NO_FREE_BLOCK = 1;

  /** A member; {@code group} is null for a dataset. */
  record Member(String name, long header, ObjectEncoder.GroupAddress group) {}

  /** A part of the tree and where in the heap the name of its last member stands. */
  private record Subtree(long address, long lastName) {}

  private final FileLayout layout;

  SymbolTable(FileLayout layout) {
    this.layout = layout;
  }

  /** Addresses of a tree and its heap. */
  record Placed(long tree, long heap) {}

  Placed place(List<Member> members) {
    Bytes names = new Bytes().zeros(8);
    List<Subtree> level = new ArrayList<>();
    for (int from = 0; from < members.size(); from += 2 * LEAF_K) {
      level.add(node(members.subList(from, Math.min(from + 2 * LEAF_K, members.size())), names));
    }
    int height = 0;
    do {
      level = parents(level, height++);
    } while (level.size() > 1);
    long segment = layout.place(names);
    Bytes heap = new Bytes().ascii("HEAP").u32(0).u64(names.size(), NO_FREE_BLOCK, segment);
    return new Placed(level.get(0).address(), layout.place(heap));
  }

  private Subtree node(List<Member> members, Bytes names) {
    Bytes b = new Bytes().ascii("SNOD").u8(1, 0).u16(members.size());
    long last = 0;
    for (Member m : members) {
      last = names.size();
      names.raw(GroupTree.utf8(m.name())).u8(0).align();
      b.u64(last, m.header());
      if (m.group() == null) {
        b.zeros(24);
      } else {
        b.u32(1).u32(0).u64(m.group().tree(), m.group().heap());
      }
    }
    return new Subtree(layout.place(b.fillTo(NODE_BYTES)), last);
  }

  /**
   * One level of the tree. The key before a child is the last name of the one before it; siblings
   * point at each other.
   */
  private List<Subtree> parents(List<Subtree> children, int height) {
    int each = 2 * INTERNAL_K;
    int count = Math.max(1, (children.size() + each - 1) / each);
    List<Subtree> level = new ArrayList<>();
    long key = 0;
    for (int i = 0; i < count; i++) {
      List<Subtree> part = children.subList(i * each, Math.min((i + 1) * each, children.size()));
      long left = i == 0 ? FileLayout.UNDEFINED : level.get(i - 1).address();
      long right = i == count - 1 ? FileLayout.UNDEFINED : layout.after(TREE_BYTES);
      Bytes b = new Bytes().ascii("TREE").u8(0, height).u16(part.size()).u64(left, right, key);
      for (Subtree child : part) {
        b.u64(child.address(), child.lastName());
        key = child.lastName();
      }
      level.add(new Subtree(layout.place(b.fillTo(TREE_BYTES)), key));
    }
    return level;
  }
}
