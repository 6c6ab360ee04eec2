package cortado.kernel;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values; Gson would first look at their classes. */
final class Json {
  private Json() {}

  /**
   * JSON in UTF-8.
   *
   * @throws IllegalArgumentException for a number that JSON has no word for, or for anything else
   */
  static byte[] bytes(Object value) {
    StringWriter text = new StringWriter();
    try (JsonWriter writer = new JsonWriter(text)) {
      write(value, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Object value, JsonWriter to) throws IOException {
    if (value == null) {
      to.nullValue();
    } else if (value instanceof String s) {
      to.value(s);
    } else if (value instanceof Number n) {
      to.value(n);
    } else if (value instanceof Boolean b) {
      to.value(b);
    } else if (value instanceof Map<?, ?> map) {
      to.beginObject();
      for (Map.Entry<?, ?> e : map.entrySet()) {
        to.name((String) e.getKey());
        write(e.getValue(), to);
      }
      to.endObject();
    } else if (value instanceof Iterable<?> list) {
      to.beginArray();
      for (Object element : list) {
        write(element, to);
      }
      to.endArray();
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }
}
