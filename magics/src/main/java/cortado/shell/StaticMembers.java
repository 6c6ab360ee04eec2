package cortado.shell;

import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that a static import of all members brings.
 *
 * @param names empty if the class is not known here
 */
record StaticMembers(Optional<Set<String>> names) {
  private static final Map<String, StaticMembers> KNOWN = new ConcurrentHashMap<>();

  static StaticMembers of(String className) {
    return KNOWN.computeIfAbsent(className, StaticMembers::find);
  }

  private static StaticMembers find(String className) {
    try {
      Class<?> c = Class.forName(className, false, StaticMembers.class.getClassLoader());
      Stream<String> members =
          Stream.of(c.getMethods(), c.getFields())
              .flatMap(Arrays::stream)
              .filter(m -> Modifier.isStatic(m.getModifiers()))
              .map(Member::getName);
      Stream<String> types = Arrays.stream(c.getClasses()).map(Class::getSimpleName);
      return new StaticMembers(
          Optional.of(Stream.concat(members, types).collect(Collectors.toUnmodifiableSet())));
    } catch (ClassNotFoundException | LinkageError e) {
      return new StaticMembers(Optional.empty()); // of a class of the user's
    }
  }

  /** Whether one of some names may be one of these. */
  boolean mayBe(Set<String> some) {
    return names.map(known -> !Collections.disjoint(known, some)).orElse(!some.isEmpty());
  }
}
