package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import java.util.Map;

/** Configurations of Keras 1 in the terms of Keras 2, which renamed classes and arguments. */
final class Keras1 {
  private static final Map<String, String> CLASSES =
      Map.of(
          "Convolution1D", "Conv1D",
          "Convolution2D", "Conv2D",
          "AtrousConvolution1D", "Conv1D",
          "AtrousConvolution2D", "Conv2D",
          "Deconvolution2D", "Conv2DTranspose",
          "SeparableConvolution2D", "SeparableConv2D");

  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("nb_filter", "filters"),
          Map.entry("filter_length", "kernel_size"),
          Map.entry("subsample", "strides"),
          Map.entry("subsample_length", "strides"),
          Map.entry("stride", "strides"),
          Map.entry("pool_length", "pool_size"),
          Map.entry("length", "size"),
          Map.entry("border_mode", "padding"),
          Map.entry("atrous_rate", "dilation_rate"),
          Map.entry("bias", "use_bias"),
          Map.entry("output_dim", "units"),
          Map.entry("p", "rate"),
          Map.entry("sigma", "stddev"),
          Map.entry("concat_axis", "axis"));

  private static final Map<String, String> MERGES =
      Map.of(
          "sum", "Add",
          "mul", "Multiply",
          "concat", "Concatenate",
          "ave", "Average",
          "max", "Maximum");

  private Keras1() {}

  static JsonNode inTermsOf2(JsonNode model) {
    ObjectNode translated = model.deepCopy();
    JsonNode config = translated.path("config");
    for (JsonNode entry : config.isArray() ? config : config.path("layers")) {
      if (GraphReader.isModel(entry)) {
        throw UserError.because("It has a model within a model, which is not read from Keras 1")
            .received(entry.path("config").path("name"))
            .next("load it in Keras 2 and save it again");
      } else if (entry instanceof ObjectNode layer
          && layer.path("config") instanceof ObjectNode c) {
        layer(layer, c);
      }
    }
    return translated;
  }

  private static void layer(ObjectNode layer, ObjectNode config) {
    String kind = layer.path("class_name").asText();
    String name = config.path("name").asText();
    layer.put("class_name", CLASSES.getOrDefault(kind, kind));
    KEYS.forEach(
        (old, renamed) -> {
          if (config.has(old) && !config.has(renamed)) {
            config.set(renamed, config.remove(old));
          }
        });
    if (config.has("nb_row")) {
      ArrayNode size = config.putArray("kernel_size");
      size.add(config.path("nb_row")).add(config.path("nb_col"));
    }
    dataFormat(name, kind, config);
    refuseUnless(name, config, "mode", kind.equals("Merge") ? "" : "0");
    if (kind.equals("Merge")) {
      String mode = config.path("mode").asText();
      if (!MERGES.containsKey(mode)) {
        throw unsupported(name, "mode", mode, String.join(", ", MERGES.keySet()));
      }
      layer.put("class_name", MERGES.get(mode));
    }
  }

  /** The order of the axes, which is named after the backend that it was the habit of. */
  private static void dataFormat(String name, String kind, ObjectNode config) {
    String order = config.path("dim_ordering").asText("tf");
    boolean separable = kind.equals("SeparableConvolution2D");
    if (!order.equals("tf") && (separable || !order.equals("th"))) {
      throw unsupported(name, "dim_ordering", order, separable ? "tf" : "tf, th");
    }
    if (config.has("dim_ordering")) {
      config.put("data_format", order.equals("th") ? "channels_first" : "channels_last");
    }
  }

  private static void refuseUnless(String layer, ObjectNode config, String key, String only) {
    JsonNode v = config.path(key);
    if (!only.isEmpty() && !v.isMissingNode() && !v.asText().equals(only)) {
      throw unsupported(layer, key, v, only);
    }
  }

  private static UserError unsupported(String layer, String key, Object value, String allowed) {
    return UserError.because("The layer '" + layer + "' of Keras 1 has an unsupported " + key)
        .received(value)
        .allowed(allowed);
  }
}
