package cortado;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a user means by a name. */
public final class Choice {
  private Choice() {}

  /**
   * The one of a name.
   *
   * @param id the name that each has
   * @param absent says that there is none, such as {@code There is no such plot}
   * @throws UserError if there is none; it tells all names
   */
  public static <T> T named(String name, List<T> all, Function<T, String> id, String absent) {
    return find(name, all, id).orElseThrow(() -> refused(name, all, id, absent));
  }

  /**
   * As {@link #named(String, List, Function, String)}.
   *
   * @param next what to do if there is none, most usefully a line that can be pasted
   */
  public static <T> T named(
      String name, List<T> all, Function<T, String> id, String absent, String next) {
    return find(name, all, id).orElseThrow(() -> refused(name, all, id, absent).next(next));
  }

  private static <T> Optional<T> find(String name, List<T> all, Function<T, String> id) {
    return all.stream().filter(one -> id.apply(one).equals(name)).findFirst();
  }

  private static <T> UserError refused(
      String name, List<T> all, Function<T, String> id, String absent) {
    return UserError.because(absent)
        .received(name)
        .allowed(all.stream().map(id).collect(Collectors.joining(", ")));
  }
}
