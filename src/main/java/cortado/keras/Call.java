package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Ref;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of a layer, as a file has it.
 *
 * @param entry the layer's class and configuration
 * @param index which call of the layer, from 0
 * @param inputs outputs of other calls
 * @param arguments where they stand among the arguments, and constants
 */
record Call(JsonNode entry, String layer, int index, List<Ref> inputs, CallArguments arguments) {

  static String nameOf(JsonNode entry) {
    String inner = entry.path("config").path("name").asText();
    String name = entry.path("name").asText(inner);
    if (name.isEmpty()) {
      throw UserError.because("A layer has no name").received(entry.path("class_name").asText());
    }
    return name;
  }

  /** The calls of a layer of a functional model, by its {@code inbound_nodes}. */
  static List<Call> of(JsonNode entry) {
    String name = nameOf(entry);
    JsonNode nodes = entry.path("inbound_nodes");
    if (nodes.isEmpty()) {
      return List.of(chained(entry, name, List.of()));
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode node : nodes) {
      Connections.Inputs in = Connections.of(node, "the layer '" + name + "'");
      calls.add(new Call(entry, name, calls.size(), in.refs(), in.arguments()));
    }
    return calls;
  }

  /** The call of a layer of a Sequential model. */
  static Call chained(JsonNode entry, String name, List<Ref> from) {
    List<Integer> tensors = from.isEmpty() ? List.of() : List.of(0);
    return new Call(entry, name, 0, from, CallArguments.inputs(tensors));
  }

  /** The input of a Sequential model that has none of its own, as Keras names it. */
  static Call input(JsonNode first, JsonNode buildShape) {
    String name = nameOf(first) + "_input";
    JsonNode shape = inputShape(first);
    ObjectNode entry = Json.MAPPER.createObjectNode().put("class_name", "InputLayer");
    entry.putObject("config").set("batch_input_shape", shape.isArray() ? shape : buildShape);
    return chained(entry, name, List.of());
  }

  /** What the first layer says, or where it is a model, that model's first layer and so on. */
  private static JsonNode inputShape(JsonNode first) {
    JsonNode entry = first;
    JsonNode layers = entry.path("config").path("layers");
    while (GraphReader.isModel(entry) && !layers.isEmpty()) {
      entry = layers.get(0);
      layers = entry.path("config").path("layers");
    }
    JsonNode config = entry.path("config");
    return config.has("batch_shape") ? config.get("batch_shape") : config.path("batch_input_shape");
  }

  Call reading(List<Ref> other) {
    return new Call(entry, layer, index, other, arguments);
  }

  Ref output() {
    return new Ref(layer, index);
  }
}
