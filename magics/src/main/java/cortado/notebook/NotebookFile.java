package cortado.notebook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.tensor.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads notebooks of nbformat 4 and writes them as Python's nbformat does, byte for byte. */
final class NotebookFile {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private static final ObjectWriter WRITER = JSON.writer(printer());

  private NotebookFile() {}

  static ObjectNode read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such notebook").received(file);
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw malformed(file, e.getOriginalMessage(), e);
    } catch (NumberFormatException e) { // an exponent without end
      throw malformed(file, e.getMessage(), e);
    } catch (IOException e) {
      throw UserError.because("The notebook cannot be read (" + e + ")", e).received(file);
    }
    check(file, root);
    return (ObjectNode) root;
  }

  static void write(ObjectNode notebook, Path file) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new PythonNumbers(WRITER.createGenerator(text))) {
      WRITER.writeValue(generator, notebook);
    } catch (IOException e) {
      throw new IllegalStateException("an output is no JSON", e);
    }
    AtomicFile.write(
        file, p -> Files.writeString(p, text.append('\n').toString(), StandardCharsets.UTF_8));
  }

  private static void check(Path file, JsonNode root) {
    if (!root.isObject() || !root.path("nbformat").isInt()) {
      throw malformed(file, "it has no nbformat", null);
    }
    if (root.get("nbformat").asInt() != 4) {
      throw UserError.because("The notebook " + file + " has an nbformat that is not supported")
          .received(root.get("nbformat"))
          .allowed(4)
          .next("jupyter nbconvert --to notebook --nbformat 4 " + file.getFileName());
    }
    String language = root.at("/metadata/kernelspec/language").asText("java");
    if (!language.equals("java")) {
      throw UserError.because("The notebook " + file + " is not for Java").received(language);
    }
    if (!root.path("cells").isArray()) {
      throw malformed(file, "it has no list of cells", null);
    }
    for (JsonNode cell : root.get("cells")) {
      JsonNode source = cell.path("source");
      if (!cell.path("cell_type").isTextual() || !source.isTextual() && !source.isArray()) {
        throw malformed(file, "a cell lacks its cell_type or source", null);
      }
    }
  }

  private static UserError malformed(Path file, String why, Exception cause) {
    return UserError.because("This is not a notebook: " + why, cause)
        .received(file)
        .next("give an .ipynb file that Jupyter opens");
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter(" ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withArrayIndenter(indent)
        .withObjectIndenter(indent);
  }
}
