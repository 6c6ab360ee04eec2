package cortado.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A few facts under a title, such as what loading a model found.
 *
 * @param rows names and values as they are shown, in order
 * @param notes sentences below them
 */
public record Card(String title, Map<String, String> rows, List<String> notes) {
  public Card {
    rows = new LinkedHashMap<>(rows);
    notes = List.copyOf(notes);
  }

  public static Card titled(String title) {
    return new Card(title, Map.of(), List.of());
  }

  /** This card with one more row. */
  public Card row(String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(rows);
    more.put(name, String.valueOf(value));
    return new Card(title, more, notes);
  }

  /** This card with one more sentence. */
  public Card note(String sentence) {
    List<String> more = new ArrayList<>(notes);
    more.add(sentence);
    return new Card(title, rows, more);
  }

  /** The card as lines of text. */
  public String text() {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder out = new StringBuilder(title);
    rows.forEach(
        (name, value) ->
            out.append("\n  ")
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(value));
    notes.forEach(n -> out.append("\n  ").append(n));
    return out.toString();
  }
}
