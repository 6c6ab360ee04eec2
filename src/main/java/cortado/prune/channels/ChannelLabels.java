package cortado.prune.channels;

import java.util.Arrays;

/**
 * Names for channels, and which of them are one because they can only be removed together: a
 * union-find whose root is the first name of a class.
 */
final class ChannelLabels {
  /** The name of everything that may not be removed. */
  static final int FIXED = 0;

  private int[] parent = new int[1 << 10];
  private int count = 1;

  /** New names. */
  int[] fresh(int n) {
    int[] labels = new int[n];
    parent = Arrays.copyOf(parent, Math.max(parent.length, Math.addExact(count, n) * 3 / 2));
    for (int i = 0; i < n; i++) {
      labels[i] = count;
      parent[count] = count++;
    }
    return labels;
  }

  static int[] fixed(int n) {
    return new int[n];
  }

  void fix(int[] labels) {
    for (int label : labels) {
      tie(label, FIXED);
    }
  }

  /** Makes each of some channels one with the other at the same place. */
  void tie(int[] a, int[] b) {
    if (a.length != b.length) {
      throw new IllegalStateException(a.length + " and " + b.length + " channels");
    }
    for (int i = 0; a != b && i < a.length; i++) {
      tie(a[i], b[i]);
    }
  }

  void tie(int a, int b) {
    int first = root(a);
    int second = root(b);
    parent[Math.max(first, second)] = Math.min(first, second);
  }

  int root(int label) {
    int root = label;
    while (parent[root] != root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  int[] roots(int[] labels) {
    return Arrays.stream(labels).map(this::root).toArray();
  }
}
