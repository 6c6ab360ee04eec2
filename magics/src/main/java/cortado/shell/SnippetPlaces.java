package cortado.shell;

import java.util.HashMap;
import java.util.Map;

/** Where each snippet stands in which cell. */
final class SnippetPlaces {
  private record Place(int cell, int line, String source) {}

  private final Map<String, Place> places = new HashMap<>();
  private int cell;

  void enter(int runningCell) {
    cell = runningCell;
  }

  /**
   * Notes a snippet of the running cell.
   *
   * @param line where its source begins, counted from 0
   */
  void put(String snippetId, int line, String source) {
    places.put(snippetId, new Place(cell, line, source));
  }

  /** A line of a snippet, counted from 1, as the user knows it; empty for code not from a cell. */
  String describe(String snippetId, int lineInSnippet) {
    Place p = places.get(snippetId);
    if (p == null) {
      return "";
    }
    String where = p.cell == cell ? "cell" : "an earlier cell";
    if (lineInSnippet < 1) {
      return where;
    }
    String text = p.source.lines().skip(lineInSnippet - 1).findFirst().orElse("").strip();
    return where + ", line " + (p.line + lineInSnippet) + (text.isEmpty() ? "" : ": " + text);
  }
}
