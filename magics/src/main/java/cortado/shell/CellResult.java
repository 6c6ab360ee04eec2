package cortado.shell;

import java.util.List;

/** What became of a cell. */
public sealed interface CellResult {

  /**
   * The cell's last expression or magic had a value to show.
   *
   * @param value as it is in this JVM, never null
   */
  record Value(Object value) implements CellResult {}

  /** The cell ran and has nothing to show. */
  record Nothing() implements CellResult {}

  /**
   * The cell stopped at an error.
   *
   * @param name the exception's class, {@code UserError}, or {@code CompileError}
   * @param message may be empty
   * @param traceback the whole text to show, line by line; it begins with what went wrong
   */
  record Failure(String name, String message, List<String> traceback) implements CellResult {
    public Failure {
      traceback = List.copyOf(traceback);
    }
  }

  /**
   * The cell was interrupted.
   *
   * @param abandoned whether its code did not stop and still runs, cut off from the session
   */
  record Interrupted(boolean abandoned) implements CellResult {}
}
