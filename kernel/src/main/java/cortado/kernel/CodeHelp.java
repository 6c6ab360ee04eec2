package cortado.kernel;

import cortado.magic.Completion;
import cortado.magic.Completions;
import cortado.shell.Completeness;
import cortado.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers questions about code; the protocol counts cursors in code points. */
final class CodeHelp {
  private CodeHelp() {}

  static void complete(Request request, Shell shell) {
    Message asked = request.message();
    String code = asked.text("code");
    int cursor = cursor(asked, code);
    Completions found = shell.complete(code, index(code, cursor));
    int from = code.codePointCount(0, found.from());
    request.replyOk(
        Map.of(
            "matches",
            found.candidates().stream().map(Completion::text).toList(),
            "cursor_start",
            from,
            "cursor_end",
            cursor,
            "metadata",
            Map.of("_jupyter_types_experimental", types(found, from, cursor))));
  }

  private static List<Map<String, Object>> types(Completions found, int from, int cursor) {
    return found.candidates().stream()
        .map(
            c ->
                Map.<String, Object>of(
                    "text", c.text(),
                    "type", type(c.text()),
                    "signature", c.description(),
                    "start", from,
                    "end", cursor))
        .toList();
  }

  private static String type(String text) {
    if (text.startsWith("%")) {
      return "magic";
    }
    if (text.startsWith("-")) {
      return "option";
    }
    return text.contains("(") ? "function" : "";
  }

  static void inspect(Request request, Shell shell) {
    Message asked = request.message();
    String code = asked.text("code");
    int cursor = cursor(asked, code);
    Optional<String> text = shell.inspect(code, index(code, cursor));
    request.replyOk(
        Map.of(
            "found", text.isPresent(),
            "data", text.map(t -> Map.of("text/plain", t)).orElse(Map.of()),
            "metadata", Map.of()));
  }

  /** Where the cursor is, in code points; at the end if the front end does not say. */
  private static int cursor(Message asked, String code) {
    return asked.number("cursor_pos", code.codePointCount(0, code.length()));
  }

  static void isComplete(Request request, Shell shell) {
    Message asked = request.message();
    Completeness c = shell.completeness(asked.text("code"));
    request.reply(
        Map.of("status", c.state().name().toLowerCase(Locale.ROOT), "indent", c.indent()));
  }

  private static int index(String code, int codePoints) {
    int most = code.codePointCount(0, code.length());
    return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, most)));
  }
}
