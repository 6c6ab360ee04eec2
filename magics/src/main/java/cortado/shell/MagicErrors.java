package cortado.shell;

import java.util.ArrayList;
import java.util.List;

/** An exception inside a magic that is not the user's mistake. */
final class MagicErrors {
  private static final int SHORT = 5;

  private MagicErrors() {}

  static CellFailure of(String what, Throwable e, boolean verbose) {
    Throwable first = e;
    // The wrapper of a checked exception tells nothing that the exception itself does not.
    while (first.getClass() == IllegalStateException.class && first.getCause() != null) {
      first = first.getCause();
    }
    List<String> lines = new ArrayList<>();
    lines.add(what + " failed: " + first);
    trace(first, verbose ? Integer.MAX_VALUE : SHORT, lines);
    for (Throwable c = first.getCause(); c != null; c = c.getCause()) {
      lines.add("Caused by: " + c);
      trace(c, verbose ? Integer.MAX_VALUE : 1, lines);
    }
    if (!verbose) {
      lines.add("This is a fault of Cortado, not yours; --verbose shows the whole trace.");
    }
    String message = first.getMessage() == null ? "" : first.getMessage();
    return new CellFailure(
        new CellResult.Failure(first.getClass().getName(), message, lines), first);
  }

  private static void trace(Throwable e, int most, List<String> lines) {
    StackTraceElement[] stack = e.getStackTrace();
    for (int i = 0; i < Math.min(most, stack.length); i++) {
      lines.add("    at " + stack[i]);
    }
  }
}
