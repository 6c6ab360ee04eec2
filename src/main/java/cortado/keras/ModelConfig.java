package cortado.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes graphs as the configurations of functional models. */
final class ModelConfig {
  private final Generation generation;

  private ModelConfig(Generation generation) {
    this.generation = generation;
  }

  /** The model of Keras 2 or 3 that a graph is, with {@link KerasOrder its layers} only. */
  static ObjectNode of(Graph graph, Generation generation) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    new ModelConfig(generation).model(LegalNames.of(graph.name(), generation), graph, entry);
    return entry;
  }

  private void model(String name, Graph graph, ObjectNode entry) {
    if (generation == Generation.KERAS_3) {
      entry.put("module", "keras.src.models.functional");
    }
    entry.put("class_name", "Functional");
    ObjectNode config = entry.putObject("config").put("name", name).put("trainable", true);
    Set<Layer> written = new HashSet<>(KerasOrder.of(graph));
    LegalNames names = new LegalNames(graph, generation);
    ArrayNode entries = config.putArray("layers");
    for (Layer layer : graph.layers()) {
      if (written.contains(layer)) {
        layer(layer, graph, names, entries.addObject());
      }
    }
    ends(graph, graph.inputs(), names, config.putArray("input_layers"));
    ends(graph, graph.outputs(), names, config.putArray("output_layers"));
    if (generation == Generation.KERAS_3) {
      entry.put("registered_name", "Functional");
    }
  }

  private void layer(Layer layer, Graph graph, LegalNames names, ObjectNode entry) {
    String name = names.of(layer.name());
    if (layer instanceof Layer.Nested nested) {
      model(name, nested.graph(), entry);
    } else {
      if (generation == Generation.KERAS_3) {
        entry.put("module", "keras.layers");
      }
      LayerCodec<?> codec = LayerCodecs.of(layer);
      entry.put("class_name", codec.kerasClass());
      ObjectNode config = entry.putObject("config").put("name", name);
      config.put("trainable", true).put("dtype", "float32");
      codec.write(layer, new ConfigWriter(config, generation));
      if (generation == Generation.KERAS_3) {
        entry.putNull("registered_name");
      }
    }
    entry.put("name", name);
    ArrayNode calls = entry.putArray("inbound_nodes");
    for (Node node : graph.nodes()) {
      if (node.layer().equals(layer) && !node.inputs().isEmpty()) {
        call(node, graph, names, calls);
      }
    }
  }

  private void call(Node node, Graph graph, LegalNames names, ArrayNode calls) {
    if (generation == Generation.KERAS_2) {
      ArrayNode call = calls.addArray();
      for (Ref r : node.inputs()) {
        // A model has been called once when it is made.
        append(r, isModel(graph, r) ? 1 : 0, names, call.addArray()).addObject();
      }
      return;
    }
    ObjectNode call = calls.addObject();
    ArrayNode args = call.putArray("args");
    ArrayNode first = node.inputs().size() == 1 ? args : args.addArray();
    for (Ref r : node.inputs()) {
      ObjectNode tensor = first.addObject().put("class_name", "__keras_tensor__");
      // Keras wants a shape and then takes that of the tensor itself.
      ObjectNode config = tensor.putObject("config");
      config.putArray("shape").addNull();
      append(r, 0, names, config.put("dtype", "float32").putArray("keras_history"));
    }
    call.putObject("kwargs");
  }

  private static void ends(Graph graph, List<Ref> refs, LegalNames names, ArrayNode list) {
    refs.forEach(r -> append(r, isModel(graph, r) ? 1 : 0, names, list.addArray()));
  }

  private static ArrayNode append(Ref r, int from, LegalNames names, ArrayNode to) {
    return to.add(names.of(r.layer())).add(r.call() + from).add(r.output());
  }

  private static boolean isModel(Graph graph, Ref r) {
    return graph.nodes().stream()
        .anyMatch(n -> n.layer() instanceof Layer.Nested && n.layer().name().equals(r.layer()));
  }
}
