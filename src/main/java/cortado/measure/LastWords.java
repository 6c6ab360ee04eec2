package cortado.measure;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a process wrote. */
final class LastWords {
  private static final int LINES = 40;
  private static final int LENGTH = 200;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    String text = line.replaceAll("\\p{Cntrl}", " ").strip();
    if (text.isEmpty() || text.equals("#")) {
      return;
    }
    if (lines.size() == LINES) {
      lines.removeFirst();
    }
    lines.addLast(text.length() > LENGTH ? text.substring(0, LENGTH) + "…" : text);
  }

  /**
   * The line that tells most, or nothing: the signal in the JVM's account, else the last line that
   * is no frame of a stack.
   */
  synchronized String telling() {
    return lines.stream()
        .filter(l -> l.startsWith("#") && l.contains("SIG"))
        .map(l -> l.substring(1).strip())
        .findFirst()
        .orElseGet(
            () ->
                lines.stream()
                    .filter(l -> !l.startsWith("at ") && !l.startsWith("... "))
                    .reduce("", (before, last) -> last));
  }
}
