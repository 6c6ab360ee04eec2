package cortado.notebook;

import cortado.fuzz.Bounds;

/** Notebooks, read and written again. */
public final class NotebookTarget {
  private NotebookTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(
        input,
        ".ipynb",
        file -> NotebookFile.write(NotebookFile.read(file), file.resolveSibling("fuzzed.ipynb")));
  }
}
