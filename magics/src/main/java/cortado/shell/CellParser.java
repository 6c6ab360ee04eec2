package cortado.shell;

import cortado.magic.MagicLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Takes a cell apart into Java and magics.
 *
 * <p>A line that begins with a percent sign is a magic where a Java statement could begin: inside a
 * statement, a comment or a text block it is Java. Java is asked only when Java stands before the
 * line, so that a cell of magics never wakes the compiler.
 */
final class CellParser {
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "\\s*(?:(?:final\\s+)?(?<type>[\\w.]+(?:<.*>)?(?:\\[])*)\\s+)?(?<name>\\w+)\\s*=\\s*"
              + "(?<magic>%[A-Za-z].*)",
          Pattern.DOTALL);
  private static final Pattern IDLE = Pattern.compile("(?:\\s|//[^\\n]*(?:\\n|$))*");

  private final Predicate<String> isMagic;
  private final Function<String, SourceCodeAnalysis.Completeness> java;

  CellParser(Predicate<String> isMagic, Function<String, SourceCodeAnalysis.Completeness> java) {
    this.isMagic = isMagic;
    this.java = java;
  }

  List<CellPart> parse(String cell) {
    String[] lines = cell.split("\\R", -1);
    List<CellPart> parts = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    int pendingFrom = 0;
    for (int i = 0; i < lines.length; i++) {
      if (looksLikeMagic(lines[i]) && mayStand(lines[i], pending.toString())) {
        addJava(parts, pendingFrom, pending);
        int from = i;
        StringBuilder text = new StringBuilder(lines[i]);
        while (lines[i].endsWith("\\") && i + 1 < lines.length) {
          text.setLength(text.length() - 1);
          text.append(' ').append(lines[++i].strip());
        }
        parts.add(magic(from, text.toString()));
        pendingFrom = i + 1;
      } else {
        pending.append(lines[i]).append('\n');
      }
    }
    addJava(parts, pendingFrom, pending);
    return parts;
  }

  static boolean looksLikeMagic(String line) {
    return MagicLine.matches(withoutSemicolon(line)) || ASSIGNED.matcher(line).matches();
  }

  private boolean mayStand(String line, String before) {
    if (IDLE.matcher(before).matches()) {
      return true;
    }
    return switch (java.apply(before)) {
      case COMPLETE, EMPTY, UNKNOWN -> true;
      // "a" and, on the next line, "%b" may be a remainder: only a known magic ends the statement.
      case COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE ->
          ASSIGNED.matcher(line).matches() || isMagic.test(nameOnly(line));
      case DEFINITELY_INCOMPLETE -> false;
    };
  }

  private static String nameOnly(String line) {
    return withoutSemicolon(line).strip().substring(1).split("\\s", 2)[0];
  }

  private static void addJava(List<CellPart> parts, int line, StringBuilder pending) {
    if (!IDLE.matcher(pending).matches()) {
      parts.add(new CellPart.Java(line, pending.toString()));
    }
    pending.setLength(0);
  }

  private static CellPart.Magic magic(int line, String text) {
    String magic = withoutSemicolon(text);
    boolean silent = magic.length() < text.stripTrailing().length();
    Matcher m = ASSIGNED.matcher(magic);
    if (!m.matches()) {
      return new CellPart.Magic(line, magic.strip(), Optional.empty(), silent);
    }
    String type = m.group("type") == null ? "" : m.group("type");
    var target = new CellPart.Target(type, m.group("name"));
    return new CellPart.Magic(line, m.group("magic").strip(), Optional.of(target), true);
  }

  private static String withoutSemicolon(String line) {
    String s = line.stripTrailing();
    return s.endsWith(";") ? s.substring(0, s.length() - 1) : s;
  }
}
