package cortado.kernel;

import cortado.magic.Completion;
import cortado.magic.Completions;
import cortado.shell.Completeness;
import cortado.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.CompleteRequest;
import org.dflib.jjava.jupyter.messages.request.InspectRequest;
import org.dflib.jjava.jupyter.messages.request.IsCompleteRequest;

/** Answers questions about code; the protocol counts cursors in code points. */
final class CodeHelp {
  private CodeHelp() {}

  static void complete(Request request, Shell shell) {
    CompleteRequest asked = (CompleteRequest) request.content();
    String code = asked.getCode();
    Completions found = shell.complete(code, index(code, asked.getCursorPos()));
    int from = code.codePointCount(0, found.from());
    request.replyOk(
        MessageType.COMPLETE_REPLY,
        Map.of(
            "matches", found.candidates().stream().map(Completion::text).toList(),
            "cursor_start", from,
            "cursor_end", asked.getCursorPos(),
            "metadata", Map.of("_jupyter_types_experimental", types(found, from, asked))));
  }

  private static List<Map<String, Object>> types(
      Completions found, int from, CompleteRequest asked) {
    return found.candidates().stream()
        .map(
            c ->
                Map.<String, Object>of(
                    "text", c.text(),
                    "type", type(c.text()),
                    "signature", c.description(),
                    "start", from,
                    "end", asked.getCursorPos()))
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
    InspectRequest asked = (InspectRequest) request.content();
    String code = asked.getCode();
    Optional<String> text = shell.inspect(code, index(code, asked.getCursorPos()));
    request.replyOk(
        MessageType.INSPECT_REPLY,
        Map.of(
            "found", text.isPresent(),
            "data", text.map(t -> Map.of("text/plain", t)).orElse(Map.of()),
            "metadata", Map.of()));
  }

  static void isComplete(Request request, Shell shell) {
    IsCompleteRequest asked = (IsCompleteRequest) request.content();
    Completeness c = shell.completeness(asked.getCode());
    request.reply(
        MessageType.IS_COMPLETE_REPLY,
        Map.of("status", c.state().name().toLowerCase(Locale.ROOT), "indent", c.indent()));
  }

  private static int index(String code, int codePoints) {
    int most = code.codePointCount(0, code.length());
    return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, most)));
  }
}
