package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The groups of {@code model.weights.h5}: each layer's is named by its class and, among those of
 * one class in a model, by its number: {@code layers/conv2d}, {@code layers/conv2d_1}, …
 */
final class VariableGroups {
  private VariableGroups() {}

  /**
   * The groups by the layers' paths, those of models within the model included.
   *
   * @param container {@code layers} in all but early versions
   */
  static Map<String, String> of(JsonNode model, String container) {
    Map<String, String> groups = new LinkedHashMap<>();
    add(model, "", container, groups);
    return groups;
  }

  private static void add(JsonNode model, String prefix, String within, Map<String, String> to) {
    Map<String, Integer> used = new HashMap<>();
    JsonNode config = model.path("config");
    for (JsonNode entry : config.isArray() ? config : config.path("layers")) {
      if (!isOperation(entry)) {
        String path = prefix + Call.nameOf(entry);
        String group = within + "/" + numbered(entry.path("class_name").asText(), used);
        to.put(path, group);
        if (GraphReader.isModel(entry)) {
          add(entry, path + "/", group + "/" + within.substring(0, end(within)), to);
        }
      }
    }
  }

  /** A layer's group, by its class and how many of that class came before it. */
  static String numbered(String kerasClass, Map<String, Integer> used) {
    String name = snakeCase(kerasClass);
    int number = used.merge(name, 1, Integer::sum) - 1;
    return number == 0 ? name : name + "_" + number;
  }

  /** The container's name is the first step of every path. */
  private static int end(String within) {
    int slash = within.indexOf('/');
    return slash < 0 ? within.length() : slash;
  }

  /** An operator such as {@code x + 1} is none of the layers that Keras 3 counts. */
  private static boolean isOperation(JsonNode entry) {
    String module = entry.path("module").asText();
    return module.startsWith("keras.src.ops") || module.startsWith("keras.ops");
  }

  private static String snakeCase(String name) {
    return name.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
