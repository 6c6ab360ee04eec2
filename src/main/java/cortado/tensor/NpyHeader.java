package cortado.tensor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The dictionary at the start of an npy file.
 *
 * @param descr element type as numpy spells it: {@code <f4}
 */
record NpyHeader(String descr, boolean fortranOrder, Shape shape) {
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
  private static final Pattern ENTRY =
      Pattern.compile("\\s*+'(\\w++)'\\s*+:\\s*+('[^']*+'|True|False|\\([0-9,\\s]*+\\))\\s*+(,|$)");

  /**
   * Parses a Python literal such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (2,
   * 3), }}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static NpyHeader parse(String text) {
    String dict = text.strip();
    if (!dict.startsWith("{") || !dict.endsWith("}")) {
      throw new IllegalArgumentException("the header is no dictionary");
    }
    Map<String, String> entries = entries(dict.substring(1, dict.length() - 1).stripTrailing());
    if (!entries.keySet().equals(KEYS)) {
      throw new IllegalArgumentException("the header has the keys " + entries.keySet());
    }
    String descr = entries.get("descr");
    String order = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (!descr.startsWith("'") || !order.matches("True|False") || !shape.startsWith("(")) {
      throw new IllegalArgumentException("the header's values are " + entries.values());
    }
    return new NpyHeader(
        descr.substring(1, descr.length() - 1), order.equals("True"), shape(shape));
  }

  private static Map<String, String> entries(String body) {
    Map<String, String> entries = new HashMap<>();
    Matcher m = ENTRY.matcher(body);
    int at = 0;
    while (at < body.length()) {
      if (!m.region(at, body.length()).lookingAt() || entries.put(m.group(1), m.group(2)) != null) {
        throw new IllegalArgumentException("the header cannot be read at its character " + at);
      }
      at = m.end();
    }
    return entries;
  }

  private static Shape shape(String tuple) {
    String inner = tuple.substring(1, tuple.length() - 1);
    try {
      return Shape.of(
          Arrays.stream(inner.split(","))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the shape is " + tuple, e);
    }
  }

  @Override
  public String toString() {
    String dims =
        Arrays.stream(shape.dims()).mapToObj(d -> d + ",").collect(Collectors.joining(" "));
    if (shape.rank() > 1) {
      dims = dims.substring(0, dims.length() - 1);
    }
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
        .formatted(descr, fortranOrder ? "True" : "False", dims);
  }
}
