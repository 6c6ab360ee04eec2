package cortado.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The text of values that have no look of their own; long ones are cut. */
final class ValueText {
  private static final int MOST_ELEMENTS = 100;
  private static final int DEEPEST = 4;

  private ValueText() {}

  static String of(Object value) {
    return of(value, 0);
  }

  private static String of(Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Optional<?> o) {
      return o.isEmpty() ? "empty" : of(o.get(), depth);
    }
    if (value instanceof OptionalLong o) {
      return o.isEmpty() ? "empty" : String.valueOf(o.getAsLong());
    }
    if (value instanceof OptionalInt o) {
      return o.isEmpty() ? "empty" : String.valueOf(o.getAsInt());
    }
    if (value instanceof OptionalDouble o) {
      return o.isEmpty() ? "empty" : String.valueOf(o.getAsDouble());
    }
    boolean nests =
        value.getClass().isArray() || value instanceof Collection || value instanceof Map;
    if (nests && depth == DEEPEST) {
      return "…"; // a list may hold itself
    }
    if (value.getClass().isArray()) {
      return array(value, depth + 1);
    }
    if (value instanceof Collection<?> c) {
      return elements(c.iterator(), c.size(), depth + 1, "[", "]");
    }
    if (value instanceof Map<?, ?> m) {
      Iterator<String> entries =
          m.entrySet().stream()
              .map(e -> of(e.getKey(), depth + 1) + "=" + of(e.getValue(), depth + 1))
              .iterator();
      return elements(entries, m.size(), depth + 1, "{", "}");
    }
    return String.valueOf(value);
  }

  private static String array(Object array, int depth) {
    int n = Array.getLength(array);
    Iterator<Object> values =
        new Iterator<>() {
          private int i;

          @Override
          public boolean hasNext() {
            return i < n;
          }

          @Override
          public Object next() {
            return Array.get(array, i++);
          }
        };
    return elements(values, n, depth, "[", "]");
  }

  private static String elements(Iterator<?> values, int n, int depth, String open, String close) {
    StringBuilder b = new StringBuilder(open);
    for (int i = 0; i < MOST_ELEMENTS && values.hasNext(); i++) {
      b.append(i == 0 ? "" : ", ").append(of(values.next(), depth));
    }
    if (n > MOST_ELEMENTS) {
      b.append(", … ").append(n - MOST_ELEMENTS).append(" more");
    }
    return b.append(close).toString();
  }
}
