package cortado.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The imports that every cell sees. Each costs JShell as much time as an expression; until it knows
 * them all, code that takes the shorter way is given the rest as text.
 */
final class StandardImports {
  private final Deque<String> pending;
  private final Consumer<String> jshell;

  /**
   * @param names such as {@code java.util.*}
   * @param jshell takes a declaration
   */
  StandardImports(List<String> names, Consumer<String> jshell) {
    this.pending = new ArrayDeque<>(names.stream().map(n -> "import " + n + ";").toList());
    this.jshell = jshell;
  }

  /**
   * Tells JShell of one more.
   *
   * @return whether some are left
   */
  boolean declareOne() {
    if (!pending.isEmpty()) {
      jshell.accept(pending.remove()); // of a package that is absent: rejected
    }
    return !pending.isEmpty();
  }

  /** Tells JShell of those that a snippet can have a use for. */
  void declareFor(String snippet) {
    List<String> needed = new NarrowImports(text()).lines(snippet);
    pending.removeAll(needed);
    needed.forEach(jshell);
  }

  boolean areDeclared() {
    return pending.isEmpty();
  }

  void declareAll() {
    while (declareOne()) {}
  }

  /** Those that JShell does not know yet. */
  String text() {
    return pending.stream().collect(Collectors.joining("\n"));
  }
}
