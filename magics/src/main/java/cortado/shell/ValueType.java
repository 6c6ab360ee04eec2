package cortado.shell;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nearest type of a value that Java code in a cell can name. */
final class ValueType {
  private ValueType() {}

  /** A type as Java source, with wildcards for its parameters. */
  static String of(Object value) {
    if (value == null) {
      return "Object";
    }
    if (value instanceof List<?> list) {
      return "java.util.List<" + common(list) + ">";
    }
    if (value instanceof Set<?> set) {
      return "java.util.Set<" + common(set) + ">";
    }
    if (value instanceof Map<?, ?> map) {
      return "java.util.Map<" + common(map.keySet()) + ", " + common(map.values()) + ">";
    }
    return source(nearest(value.getClass()));
  }

  private static String common(Collection<?> elements) {
    List<String> types = elements.stream().map(ValueType::of).distinct().toList();
    return types.size() == 1 ? types.get(0) : "?";
  }

  private static Class<?> nearest(Class<?> c) {
    if (c.isArray()) {
      Class<?> element = nearest(c.getComponentType());
      return element.arrayType();
    }
    Deque<Class<?>> queue = new ArrayDeque<>(List.of(c));
    while (!queue.isEmpty()) {
      Class<?> next = queue.remove();
      if (isAccessible(next) && next != Object.class && !isMarker(next)) {
        return next;
      }
      List<Class<?>> above = new ArrayList<>(List.of(next.getInterfaces()));
      if (next.getSuperclass() != null) {
        above.add(next.getSuperclass());
      }
      queue.addAll(above);
    }
    return Object.class;
  }

  private static boolean isAccessible(Class<?> c) {
    if (c.isPrimitive()) {
      return true;
    }
    for (Class<?> outer = c; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return false;
      }
    }
    return c.getCanonicalName() != null
        && (!c.getModule().isNamed() || c.getModule().isExported(c.getPackageName()));
  }

  private static boolean isMarker(Class<?> c) {
    return c.isInterface() && c.getMethods().length == 0;
  }

  private static String source(Class<?> c) {
    int parameters = c.getTypeParameters().length;
    String arguments =
        parameters == 0 ? "" : "<" + String.join(", ", Collections.nCopies(parameters, "?")) + ">";
    return c.getCanonicalName() + arguments;
  }
}
