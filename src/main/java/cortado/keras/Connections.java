package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import cortado.UserError;
import cortado.graph.Ref;
import cortado.keras.CallArguments.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads what a call of a layer is given: the outputs of other layers, and constants. */
final class Connections {
  private static final String CONSTANT = "_CONSTANT_VALUE";

  private final String who;
  private final List<Ref> refs = new ArrayList<>();

  private Connections(String who) {
    this.who = who;
  }

  /** The inputs of a call, in order, and the places at which they stand. */
  record Inputs(List<Ref> refs, CallArguments arguments) {}

  /** An entry of {@code inbound_nodes}: an object of Keras 3, a list of Keras 1 and 2. */
  static Inputs of(JsonNode node, String who) {
    Connections c = new Connections(who);
    CallArguments arguments = node.isObject() ? c.keras3(node) : c.keras2(node);
    return new Inputs(List.copyOf(c.refs), arguments);
  }

  /** A model's inputs or outputs: {@code [layer, call, tensor]}, in lists or by name. */
  static List<Ref> ends(JsonNode list, String who) {
    Connections c = new Connections(who);
    c.end(list);
    return List.copyOf(c.refs);
  }

  private void end(JsonNode v) {
    if (isRef(v)) {
      refs.add(ref(v));
    } else if (v.isContainerNode()) {
      children(v).forEach(this::end);
    } else {
      throw malformed(v);
    }
  }

  private CallArguments keras3(JsonNode node) {
    if (!node.path("args").isArray()) {
      throw malformed(node);
    }
    List<Argument> positional = new ArrayList<>();
    node.get("args").forEach(v -> positional.add(argument(v)));
    return new CallArguments(positional, named(node.path("kwargs")));
  }

  /** {@code [layer, call, tensor, arguments]}, or a list of them with the same arguments. */
  private CallArguments keras2(JsonNode node) {
    if (!node.isArray()) {
      throw malformed(node);
    }
    boolean single = node.path(0).isTextual();
    ArrayNode items = single ? Json.MAPPER.createArrayNode().add(node) : (ArrayNode) node;
    List<Integer> tensors = new ArrayList<>();
    ArrayNode constants = Json.MAPPER.createArrayNode();
    for (JsonNode item : items) {
      if (item.path(0).asText().equals(CONSTANT)) {
        constants.add(item.path(2));
      } else {
        tensors.add(refs.size());
        refs.add(ref(item));
      }
    }
    if (!constants.isEmpty() && !tensors.isEmpty()) {
      throw mixed(node);
    }
    JsonNode constant = single ? constants.path(0) : constants;
    Argument first =
        new Argument(tensors, tensors.isEmpty() ? constant : MissingNode.getInstance());
    return new CallArguments(List.of(first), named(items.path(0).path(3)));
  }

  private Map<String, Argument> named(JsonNode arguments) {
    Map<String, Argument> named = new LinkedHashMap<>();
    arguments.fields().forEachRemaining(e -> named.put(e.getKey(), argument(e.getValue())));
    return named;
  }

  private Argument argument(JsonNode v) {
    int before = refs.size();
    boolean constants = collect(v);
    if (refs.size() == before) {
      return new Argument(List.of(), v);
    } else if (constants) {
      throw mixed(v);
    }
    List<Integer> tensors = new ArrayList<>();
    for (int i = before; i < refs.size(); i++) {
      tensors.add(i);
    }
    return new Argument(tensors, MissingNode.getInstance());
  }

  /** Adds the tensors within a value; tells whether there is something else in it, too. */
  private boolean collect(JsonNode v) {
    String kind = v.path("class_name").asText();
    if (kind.equals("__keras_tensor__")) {
      refs.add(ref(v.path("config").path("keras_history")));
      return false;
    } else if (isRef(v)) {
      refs.add(ref(v));
      return false;
    } else if (kind.startsWith("__")) {
      return collect(v.path("config").path("value"));
    }
    boolean constants = v.isValueNode() && !v.isNull();
    for (JsonNode child : children(v)) {
      constants |= collect(child);
    }
    return constants;
  }

  /** The elements of a list, or the values of an object in the order of the names, as Keras. */
  private static List<JsonNode> children(JsonNode v) {
    List<JsonNode> children = new ArrayList<>();
    if (v.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      v.fieldNames().forEachRemaining(names::add);
      names.forEach(n -> children.add(v.get(n)));
    } else {
      v.forEach(children::add);
    }
    return children;
  }

  private static boolean isRef(JsonNode v) {
    return v.isArray()
        && v.size() >= 3
        && v.get(0).isTextual()
        && v.get(1).isIntegralNumber()
        && v.get(2).isIntegralNumber();
  }

  private Ref ref(JsonNode v) {
    boolean whole = isRef(v) && v.get(1).canConvertToInt() && v.get(2).canConvertToInt();
    if (!whole || v.get(1).intValue() < 0 || v.get(2).intValue() < 0) {
      throw malformed(v);
    }
    return new Ref(v.get(0).textValue(), v.get(1).intValue(), v.get(2).intValue());
  }

  private UserError malformed(JsonNode v) {
    return UserError.because("A connection of " + who + " is not written as Keras does")
        .received(v);
  }

  private UserError mixed(JsonNode v) {
    return UserError.because("An argument of " + who + " mixes tensors and constants").received(v);
  }
}
