package cortado.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message of a front end.
 *
 * @param identities say which front end
 * @param header as it came, for the messages that answer it
 * @param type such as {@code execute_request}
 * @param id of the message
 * @param parent the id of the message that this one answers, or empty
 */
record Message(
    List<byte[]> identities,
    byte[] header,
    String type,
    String id,
    String parent,
    JsonObject content) {

  /** The content must have it. */
  String text(String field) {
    String text = text(field, null);
    if (text == null) {
      throw new IllegalArgumentException(type + " has no " + field);
    }
    return text;
  }

  String text(String field, String otherwise) {
    JsonElement e = primitive(field, content.get(field));
    return e == null ? otherwise : e.getAsString();
  }

  boolean flag(String field, boolean otherwise) {
    JsonElement e = primitive(field, content.get(field));
    return e == null ? otherwise : e.getAsBoolean();
  }

  int number(String field, int otherwise) {
    JsonElement e = primitive(field, content.get(field));
    return e == null ? otherwise : e.getAsInt();
  }

  /** Names and texts; none where the field is not there. */
  Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (content.get(field) instanceof JsonObject object) {
      object
          .keySet()
          .forEach(name -> texts.put(name, primitive(name, object.get(name)).getAsString()));
    }
    return texts;
  }

  private JsonElement primitive(String field, JsonElement e) {
    if (e == null || e.isJsonNull()) {
      return null;
    }
    if (!e.isJsonPrimitive()) {
      throw new IllegalArgumentException(type + " has another kind of " + field);
    }
    return e;
  }
}
