package cortado.shell;

import cortado.session.Session;

/** What Java code in a cell can call by its bare name. */
public final class Cell {
  static final InheritableThreadLocal<Shell> RUNNING = new InheritableThreadLocal<>();

  private Cell() {}

  /** The newest value of an expression or a magic, or null. */
  public static Object last() {
    return shell().last();
  }

  /**
   * Runs a magic from Java code, in a loop for instance.
   *
   * @param line such as {@code "%prune " + sparsity}; the percent sign may be left out
   * @return its value, or null
   */
  public static Object magic(String line) {
    return shell().magic(line.startsWith("%") ? line : "%" + line);
  }

  /** The session that magics work on, for what its Java API offers beyond them. */
  public static Session session() {
    return shell().session();
  }

  /** Shows a value now, in the middle of a cell. */
  public static void display(Object value) {
    shell().console().show(value);
  }

  /** Takes away what the running cell has shown so far, where the screen can. */
  public static void clearOutput() {
    shell().console().clear();
  }

  private static Shell shell() {
    Shell shell = RUNNING.get();
    if (shell == null) {
      throw new IllegalStateException(
          "last(), magic() and session() work in a cell and the threads it starts");
    }
    return shell;
  }
}
