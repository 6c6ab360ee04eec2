package cortado.shell;

import cortado.UserError;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.EvalException;

/** An exception of the user's code as the user's own frames tell it. */
final class UserTrace {
  private static final int MOST_FRAMES = 30;
  private static final int LAST_FRAMES = 3;
  private static final String WRAPPER = "REPL\\.\\$JShell\\$[0-9A-Z]+[.$]";

  private UserTrace() {}

  /**
   * Describes an exception.
   *
   * @param thrown the exception itself
   * @param translated JShell's copy, whose frames name snippets
   */
  static CellFailure of(Throwable thrown, EvalException translated, SnippetPlaces places) {
    if (thrown instanceof CellFailure inner) {
      return inner;
    }
    if (thrown instanceof UserError e) {
      return userError(e);
    }
    List<String> lines = new ArrayList<>();
    Throwable real = thrown;
    Throwable copy = translated;
    for (String prefix = ""; real != null; prefix = "Caused by: ") {
      lines.addAll((prefix + readable(real.toString())).lines().toList());
      if (copy != null) {
        lines.addAll(frames(copy.getStackTrace(), places));
      }
      real = real.getCause() == real ? null : real.getCause();
      copy = copy == null ? null : copy.getCause();
    }
    String name = readable(thrown.getClass().getName());
    String message = thrown.getMessage() == null ? "" : thrown.getMessage();
    return new CellFailure(new CellResult.Failure(name, message, lines), thrown);
  }

  static CellFailure userError(UserError e) {
    return new CellFailure(
        new CellResult.Failure("UserError", e.getMessage(), List.of(e.getMessage())), e);
  }

  /** Takes the names of JShell's wrapper classes out of a text. */
  static String readable(String text) {
    return text.replaceAll(WRAPPER, "");
  }

  private static List<String> frames(StackTraceElement[] stack, SnippetPlaces places) {
    List<String> lines = new ArrayList<>();
    for (StackTraceElement f : stack) {
      if (!isOurs(f)) {
        lines.add("    at " + frame(f, places));
      }
    }
    if (lines.size() > MOST_FRAMES) {
      lines.subList(MOST_FRAMES - LAST_FRAMES, lines.size() - LAST_FRAMES).clear();
      lines.add(MOST_FRAMES - LAST_FRAMES, "    ...");
    }
    return lines;
  }

  private static boolean isOurs(StackTraceElement f) {
    String c = f.getClassName();
    return c.startsWith("cortado.shell.")
        || c.startsWith("jdk.internal.reflect.")
        || c.startsWith("java.lang.reflect.")
        || c.startsWith("jdk.jshell.");
  }

  private static String frame(StackTraceElement f, SnippetPlaces places) {
    String file = f.getFileName() == null ? "" : f.getFileName();
    String place =
        file.startsWith("#") ? places.describe(file.substring(1), f.getLineNumber()) : "";
    if (place.isEmpty()) {
      return readable(f.toString());
    }
    String type = readable(f.getClassName());
    String method = f.getMethodName();
    if (method.isEmpty() || method.contains("do_it$")) {
      return place;
    }
    return (type.isEmpty() ? "" : type + ".") + method + " (" + place + ")";
  }
}
