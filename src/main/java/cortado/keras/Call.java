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
 */
record Call(JsonNode entry, String layer, int index, List<Ref> inputs) {
  Ref output() {
    return new Ref(layer, index);
  }

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
      return List.of(new Call(entry, name, 0, List.of()));
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode node : nodes) {
      calls.add(new Call(entry, name, calls.size(), refs(node, "the layer '" + name + "'")));
    }
    return calls;
  }

  /** The input of a Sequential model that has none of its own, as Keras names it. */
  static Call input(JsonNode first, JsonNode buildShape) {
    String name = nameOf(first) + "_input";
    JsonNode shape = first.path("config").path("batch_input_shape");
    ObjectNode entry = Json.MAPPER.createObjectNode().put("class_name", "InputLayer");
    entry.putObject("config").set("batch_input_shape", shape.isArray() ? shape : buildShape);
    return new Call(entry, name, 0, List.of());
  }

  /** A list of {@code [layer, call, tensor, arguments]}, or one of them. */
  static List<Ref> refs(JsonNode list, String who) {
    if (!list.isArray()) {
      throw UserError.because("The connections of " + who + " are not written as Keras 2 does")
          .received(list.getNodeType());
    }
    if (list.path(0).isTextual()) {
      return List.of(ref(list, who));
    }
    List<Ref> refs = new ArrayList<>();
    list.forEach(r -> refs.add(ref(r, who)));
    return refs;
  }

  private static Ref ref(JsonNode r, String who) {
    if (!r.path(0).isTextual() || !r.path(1).canConvertToInt() || r.path(1).asInt() < 0) {
      throw UserError.because("A connection of " + who + " is not written as Keras 2 does")
          .received(r);
    } else if (r.path(2).asInt() != 0) {
      throw UserError.because("A connection of " + who + " takes a second output of a layer")
          .received(r);
    }
    for (JsonNode argument : r.path(3)) {
      if (!argument.isNull()) {
        throw UserError.because("A call argument of " + who + " is not supported")
            .received(r.path(3));
      }
    }
    return new Ref(r.path(0).asText(), r.path(1).asInt());
  }
}
