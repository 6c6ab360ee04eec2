package cortado.keras.hdf5;

import cortado.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A group to be written, with what is in it. */
final class GroupTree {
  /** The strings of an attribute: one or a list. */
  record Texts(boolean scalar, List<String> values) {
    Texts {
      values = List.copyOf(values);
    }
  }

  private final Map<String, Texts> attributes = new LinkedHashMap<>();

  /** Groups and tensors, in the order that the format asks for: that of their names' bytes. */
  private final Map<String, Object> children =
      new TreeMap<>((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));

  Map<String, Texts> attributes() {
    return attributes;
  }

  Map<String, Object> children() {
    return children;
  }

  GroupTree group(String path) {
    GroupTree g = this;
    for (String step : path.split("/")) {
      if (step.isEmpty()) {
        continue;
      }
      Object child = g.children.computeIfAbsent(step, s -> new GroupTree());
      if (!(child instanceof GroupTree next)) {
        throw new IllegalArgumentException("'" + path + "' leads through a dataset");
      }
      g = next;
    }
    return g;
  }

  void add(String path, Tensor tensor) {
    int slash = path.lastIndexOf('/');
    GroupTree parent = group(path.substring(0, Math.max(slash, 0)));
    if (parent.children.putIfAbsent(path.substring(slash + 1), tensor) != null) {
      throw new IllegalArgumentException("'" + path + "' exists twice");
    }
  }

  static byte[] utf8(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }
}
