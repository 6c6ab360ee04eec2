package cortado.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gives a notebook other parameters, as papermill does: variables that the code cell with the tag
 * {@code parameters} declares, one a line, take their new values in a cell that follows it and has
 * the tag {@code injected-parameters}.
 */
final class NotebookParameters {
  private static final String TAG = "parameters";
  private static final String INJECTED = "injected-parameters";
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?m)^\\s*(?<type>[A-Za-z]\\w*)\\s+(?<name>[A-Za-z_]\\w*)\\s*=\\s*(?<value>[^;\\n]+);");

  private NotebookParameters() {}

  /**
   * Sets parameters.
   *
   * @param values a name and what stood behind the equals sign, without quotes
   * @throws UserError if the notebook has no such parameter, or the value is not of its type
   */
  static void set(ObjectNode notebook, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    ArrayNode cells = (ArrayNode) notebook.get("cells");
    int at = indexOf(cells, TAG);
    if (at < 0) {
      throw UserError.because("The notebook has no parameters")
          .received(values)
          .next("give the code cell that declares them the tag " + TAG);
    }
    Map<String, String> declared = declared(CellSource.of(cells.get(at)));
    String source =
        values.entrySet().stream()
            .map(v -> v.getKey() + " = " + literal(v.getKey(), v.getValue(), declared) + ";")
            .collect(Collectors.joining("\n", "// Parameters\n", ""));
    int old = indexOf(cells, INJECTED);
    if (old >= 0) {
      cells.remove(old);
      at -= old < at ? 1 : 0;
    }
    cells.insert(at + 1, cell(source));
  }

  /** The type of each parameter, in the order of the cell. */
  private static Map<String, String> declared(String source) {
    Map<String, String> types = new LinkedHashMap<>();
    Matcher m = DECLARATION.matcher(source);
    while (m.find()) {
      String type = m.group("type");
      types.put(m.group("name"), type.equals("var") ? typeOf(m.group("value").strip()) : type);
    }
    return types;
  }

  private static String typeOf(String literal) {
    return literal.startsWith("\"")
        ? "String"
        : literal.matches("true|false")
            ? "boolean"
            : literal.matches("-?[\\d_]+") ? "int" : literal.endsWith("L") ? "long" : "double";
  }

  private static String literal(String name, String value, Map<String, String> declared) {
    String type = declared.get(name);
    if (type == null) {
      throw UserError.because("The notebook has no such parameter")
          .received(name)
          .allowed(String.join(", ", declared.keySet()));
    }
    try {
      return switch (type) {
        case "int" -> Integer.toString(Integer.parseInt(value));
        case "long" -> Long.parseLong(value) + "L";
        case "double" -> Double.toString(Double.parseDouble(value));
        case "boolean" -> truth(value);
        default -> NotebookFile.JSON.getNodeFactory().textNode(value).toString();
      };
    } catch (NumberFormatException e) {
      throw UserError.because("The parameter " + name + " has another type", e)
          .received(value)
          .allowed(type);
    }
  }

  private static String truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new NumberFormatException(value);
    }
    return value;
  }

  private static int indexOf(ArrayNode cells, String tag) {
    for (int i = 0; i < cells.size(); i++) {
      if (CellSource.isCode(cells.get(i)) && CellSource.hasTag(cells.get(i), tag)) {
        return i;
      }
    }
    return -1;
  }

  private static JsonNode cell(String source) {
    ObjectNode cell = NotebookFile.JSON.createObjectNode();
    cell.put("cell_type", "code").putNull("execution_count").put("id", INJECTED);
    cell.putObject("metadata").putArray("tags").add(INJECTED);
    cell.putArray("outputs");
    ArrayNode lines = cell.putArray("source");
    for (String line : source.split("(?<=\n)")) {
      lines.add(line);
    }
    return cell;
  }
}
