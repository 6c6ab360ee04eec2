package cortado.repl;

import cortado.magic.Completion;
import cortado.magic.Completions;
import cortado.shell.Shell;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers what the shell would complete, with its descriptions. */
final class CellCompleter implements Completer {
  private final Shell shell;

  CellCompleter(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    Completions found = shell.complete(line.line(), line.cursor());
    int wordStart = line.cursor() - line.wordCursor();
    boolean magic = line.line().stripLeading().startsWith("%");
    for (Completion c : found.candidates()) {
      String value = atWord(c.text(), found.from(), wordStart, line.line());
      if (value != null) {
        String description = c.description().isEmpty() ? null : c.description();
        // After a name of Java a dot or a parenthesis follows as often as a blank.
        boolean blank = magic && !c.open();
        candidates.add(new Candidate(value, value, null, description, null, null, blank));
      }
    }
  }

  /** A text that replaces from one place, as one that replaces from another. */
  private static String atWord(String text, int from, int wordStart, String line) {
    if (from >= wordStart) {
      return line.substring(wordStart, from) + text;
    }
    String before = line.substring(from, wordStart);
    return text.startsWith(before) ? text.substring(before.length()) : null;
  }
}
