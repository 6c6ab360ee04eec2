package cortado.shell;

import cortado.UserError;
import cortado.magic.Completions;
import cortado.magic.MagicLine;
import cortado.magic.Magics;
import java.util.Optional;

/** Completes and explains the magic at a cursor in a cell of several lines. */
final class MagicCells {
  private final Magics magics;

  MagicCells(Magics magics) {
    this.magics = magics;
  }

  /**
   * The line with the cursor.
   *
   * @param text from the percent sign on if it is a magic
   * @param from where the text begins in the cell
   * @param cursor within the text
   */
  record Line(String text, int from, int cursor) {
    boolean isMagic() {
      return text.startsWith("%");
    }
  }

  static Line lineAt(String code, int cursor) {
    int from = code.lastIndexOf('\n', cursor - 1) + 1;
    int end = code.indexOf('\n', cursor);
    String line = code.substring(from, end < 0 ? code.length() : end);
    int percent = line.indexOf('%');
    boolean magic =
        percent >= 0
            && from + percent < cursor
            && (line.substring(0, percent).isBlank() || CellParser.looksLikeMagic(line));
    int skip = magic ? percent : 0;
    return new Line(line.substring(skip), from + skip, cursor - from - skip);
  }

  /** The code with its magics blanked out, every character in its place. */
  static String blanked(String code) {
    StringBuilder b = new StringBuilder();
    for (String line : code.split("(?<=\n)", -1)) {
      boolean magic = line.startsWith("%%") || CellParser.looksLikeMagic(line.stripTrailing());
      b.append(magic ? line.replaceAll("[^\n]", " ") : line);
    }
    return b.toString();
  }

  Completions complete(Line line) {
    Completions found = magics.complete(line.text(), line.cursor());
    return new Completions(found.from() + line.from(), found.candidates());
  }

  Optional<String> inspect(Line line) {
    try {
      return Optional.of(magics.help(MagicLine.parse(line.text()).name()));
    } catch (UserError e) {
      return Optional.empty();
    }
  }
}
