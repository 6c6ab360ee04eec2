package cortado.measure.worker;

import java.util.Optional;

/** The lines that the child and its parent exchange; the package's page describes them. */
public record Wire(String key, String value) {
  private static final String MARK = "cortado: ";

  /** A line of the request. */
  public String asRequest() {
    return key + " " + escaped();
  }

  /** A line of the reply. */
  public String asReply() {
    return MARK + asRequest();
  }

  public static Wire request(String line) {
    int space = line.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("no key and value: " + line);
    }
    return new Wire(line.substring(0, space), unescaped(line.substring(space + 1)));
  }

  /** Empty where a library wrote the line. */
  public static Optional<Wire> reply(String line) {
    boolean marked = line.startsWith(MARK) && line.indexOf(' ', MARK.length()) > MARK.length();
    return marked ? Optional.of(request(line.substring(MARK.length()))) : Optional.empty();
  }

  private String escaped() {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        c = next == 'n' ? '\n' : next == 'r' ? '\r' : next;
      }
      b.append(c);
    }
    return b.toString();
  }
}
