package cortado.notebook;

import com.fasterxml.jackson.databind.JsonNode;

/** What a cell of a notebook says about itself. */
final class CellSource {
  private CellSource() {}

  static boolean isCode(JsonNode cell) {
    return cell.get("cell_type").asText().equals("code");
  }

  static boolean hasTag(JsonNode cell, String tag) {
    for (JsonNode t : cell.at("/metadata/tags")) {
      if (t.asText().equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** Its text. */
  static String of(JsonNode cell) {
    return joined(cell.get("source"));
  }

  /** What it has printed and shown, as text, without errors. */
  static String texts(JsonNode cell) {
    StringBuilder texts = new StringBuilder();
    for (JsonNode output : cell.path("outputs")) {
      JsonNode text = output.path(output.has("text") ? "text" : "data");
      String shown = joined(output.has("text") ? text : text.path("text/plain"));
      texts.append(shown).append(shown.isEmpty() || shown.endsWith("\n") ? "" : "\n");
    }
    return texts.toString();
  }

  /** Notebooks keep text in one piece or line by line. */
  private static String joined(JsonNode text) {
    if (text.isTextual()) {
      return text.asText();
    }
    StringBuilder lines = new StringBuilder();
    text.forEach(line -> lines.append(line.asText()));
    return lines.toString();
  }
}
