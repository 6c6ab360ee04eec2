package cortado.cli;

import cortado.notebook.NotebookListener;
import java.io.PrintStream;

/** Prints a notebook as it runs, so that its story can be followed in a terminal. */
final class NotebookStory implements NotebookListener {
  private final PrintStream out;

  NotebookStory(PrintStream out) {
    this.out = out;
  }

  @Override
  public void prose(String markdown) {
    out.println(markdown.strip());
    out.println();
  }

  @Override
  public void code(int cell, int cells, String source) {
    out.println("[cell " + cell + " of " + cells + "]");
    source.strip().lines().forEach(line -> out.println("> " + line));
    out.flush();
  }

  @Override
  public void outputs(String text) {
    out.println(text.isEmpty() ? "" : text + System.lineSeparator());
    out.flush();
  }
}
