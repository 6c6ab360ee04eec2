package cortado.repl;

import cortado.display.ConsoleText;
import cortado.shell.CellResult;
import cortado.shell.Shell;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs cells and prints what became of them: values on one stream, failures on the other. */
public final class CellPrinter {
  private final Shell shell;
  private final ConsoleText console;
  private final PrintStream err;
  private final Predicate<String> pager;

  public CellPrinter(Shell shell, ConsoleText console, PrintStream err) {
    this(shell, console, err, text -> false);
  }

  /**
   * @param pager shows a text that is too long for the screen, and tells whether it did
   */
  CellPrinter(Shell shell, ConsoleText console, PrintStream err, Predicate<String> pager) {
    this.pager = pager;
    this.shell = shell;
    this.console = console;
    this.err = err;
  }

  /** Runs a cell; false if it failed or was interrupted. */
  public boolean run(String cell) {
    return run(cell, "");
  }

  /**
   * Runs a cell that stands in a file.
   *
   * @param place what a failure begins with, such as {@code demo.jsh:3: }
   */
  boolean run(String cell, String place) {
    Optional<String> help = shell.help(cell);
    if (help.isPresent()) {
      return show(help.get(), place);
    }
    CellResult result = shell.run(cell, console);
    if (result instanceof CellResult.Value v) {
      return show(v.value(), place);
    }
    if (result instanceof CellResult.Failure f) {
      return fail(place, f.traceback());
    }
    if (result instanceof CellResult.Interrupted i) {
      return fail(
          place,
          List.of(
              i.abandoned()
                  ? "Interrupted; the code did not stop and still runs, cut off from the session."
                  : "Interrupted."));
    }
    return true;
  }

  private boolean show(Object value, String place) {
    try {
      console.show(value, pager);
      return true;
    } catch (RuntimeException | StackOverflowError e) { // a toString() of the user's may throw
      return fail(place, List.of("The value could not be shown: " + e));
    }
  }

  private boolean fail(String place, List<String> lines) {
    err.println(place + String.join(System.lineSeparator(), lines));
    err.flush();
    return false;
  }

  Shell shell() {
    return shell;
  }
}
