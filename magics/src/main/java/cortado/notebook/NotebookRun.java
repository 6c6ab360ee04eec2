package cortado.notebook;

import cortado.shell.CellResult;
import java.util.List;

/**
 * What became of a notebook.
 *
 * @param executed how many code cells ran, those that failed included
 * @param failures of cells, in order; one, unless the run was told to go on
 */
public record NotebookRun(int executed, List<Failed> failures) {
  public NotebookRun {
    failures = List.copyOf(failures);
  }

  /**
   * A cell that failed.
   *
   * @param cell its place among all cells, counted from 1
   */
  public record Failed(int cell, CellResult.Failure failure) {
    /** The lines to print, which begin with the place. */
    public String text(String file) {
      return file
          + ", cell "
          + cell
          + ": "
          + String.join(System.lineSeparator(), failure.traceback());
    }
  }

  public boolean ok() {
    return failures.isEmpty();
  }
}
