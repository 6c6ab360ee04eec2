package cortado.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.display.MimeBundle;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Collects the outputs of one cell in the form and order in which Jupyter keeps them. */
final class CellOutputs {
  // Where Python's str.splitlines breaks lines.
  private static final Pattern LINE_ENDS =
      Pattern.compile("(?<=\\r\\n|\\r(?!\\n)|[\\n\\x0b\\f\\x1c-\\x1e\\x85\\u2028\\u2029])");

  private final ArrayNode outputs = NotebookFile.JSON.createArrayNode();
  private final StringBuilder text = new StringBuilder();
  private String stream = "";

  /** Adds what was printed on {@code stdout} or {@code stderr}. */
  synchronized void print(String name, String printed) {
    if (printed.isEmpty()) {
      return;
    }
    if (!stream.equals(name)) {
      endStream();
      stream = name;
    }
    text.append(printed);
  }

  /** Adds a bundle; what is returned can be replaced later. */
  synchronized ObjectNode display(MimeBundle bundle) {
    endStream();
    ObjectNode output = outputs.addObject();
    output.set("data", data(bundle));
    output.putObject("metadata");
    output.put("output_type", "display_data");
    return output;
  }

  synchronized void replace(ObjectNode output, MimeBundle bundle) {
    output.set("data", data(bundle));
  }

  synchronized void result(MimeBundle bundle, int executionCount) {
    endStream();
    ObjectNode output = outputs.addObject();
    output.set("data", data(bundle));
    output.put("execution_count", executionCount);
    output.putObject("metadata");
    output.put("output_type", "execute_result");
  }

  synchronized void error(String name, String message, List<String> traceback) {
    endStream();
    ObjectNode output = outputs.addObject();
    output.put("ename", name);
    output.put("evalue", message);
    output.put("output_type", "error");
    traceback.forEach(output.putArray("traceback")::add);
  }

  synchronized void clear() {
    endStream();
    outputs.removeAll();
  }

  /** All outputs so far. */
  synchronized ArrayNode json() {
    endStream();
    return outputs.deepCopy();
  }

  private void endStream() {
    if (!stream.isEmpty()) {
      ObjectNode output = outputs.addObject();
      output.put("name", stream);
      output.put("output_type", "stream");
      output.set("text", lines(text.toString()));
      text.setLength(0);
      stream = "";
    }
  }

  private static ObjectNode data(MimeBundle bundle) {
    ObjectNode data = NotebookFile.JSON.createObjectNode();
    new TreeMap<>(bundle.data())
        .forEach(
            (type, content) -> {
              boolean text = content instanceof String && type.startsWith("text/");
              data.set(
                  type, text ? lines((String) content) : NotebookFile.JSON.valueToTree(content));
            });
    return data;
  }

  private static ArrayNode lines(String text) {
    ArrayNode lines = NotebookFile.JSON.createArrayNode();
    if (!text.isEmpty()) {
      for (String line : LINE_ENDS.split(text)) {
        lines.add(line);
      }
    }
    return lines;
  }
}
