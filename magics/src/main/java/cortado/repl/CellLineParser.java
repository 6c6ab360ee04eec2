package cortado.repl;

import cortado.shell.Completeness;
import cortado.shell.Shell;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells JLine when a cell is complete and which word is being written. */
final class CellLineParser implements Parser {
  private final Shell shell;

  CellLineParser(Shell shell) {
    this.shell = shell;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !line.isBlank()) {
      Completeness completeness = shell.completeness(line);
      if (completeness.state() == Completeness.State.INCOMPLETE) {
        throw new EOFError(-1, -1, "more must follow");
      }
    }
    int from = wordStart(line, cursor);
    return new CellLine(line, cursor, from);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** A word of a magic ends at white space, one of Java at whatever is not part of a name. */
  static int wordStart(String line, int cursor) {
    int lineStart = line.lastIndexOf('\n', cursor - 1) + 1;
    boolean magic = line.substring(lineStart, cursor).matches("\\s*(?:[\\w.<>\\[\\] ]+=\\s*)?%.*");
    int from = cursor;
    while (from > lineStart && isWord(line.charAt(from - 1), magic)) {
      from--;
    }
    return from;
  }

  private static boolean isWord(char c, boolean magic) {
    return magic ? !Character.isWhitespace(c) : Character.isJavaIdentifierPart(c);
  }

  /** A cell as one word: nothing in it is quoted or escaped as in a shell. */
  private record CellLine(String line, int cursor, int from) implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(from, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - from;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }
}
