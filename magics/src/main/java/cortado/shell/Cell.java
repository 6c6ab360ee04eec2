package cortado.shell;

import cortado.display.MimeBundle;
import cortado.session.Session;
import java.util.function.Function;

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

  /**
   * From now on shows values of a type, and of its subtypes, as what the view makes of them: a
   * table, a figure, an image, a text, {@link #html}, or anything else that has a look already.
   */
  public static <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    shell().console().showAs(type, view);
  }

  /** HTML for a view or for {@link #display}; what comes from strangers needs {@link #escape}. */
  public static MimeBundle html(String html) {
    return MimeBundle.html(html);
  }

  /** A text in HTML that shows it as it is, tags and all. */
  public static String escape(String text) {
    return MimeBundle.escape(text);
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
