package cortado.notebook;

/** Is told what a notebook says and does, cell by cell, such as to print it. */
public interface NotebookListener {
  NotebookListener SILENT = new NotebookListener() {};

  /** A cell of text. */
  default void prose(String markdown) {}

  /**
   * A code cell that will run now.
   *
   * @param cell its place among all cells, counted from 1
   */
  default void code(int cell, int cells, String source) {}

  /** What the cell has shown, as text. */
  default void outputs(String text) {}
}
