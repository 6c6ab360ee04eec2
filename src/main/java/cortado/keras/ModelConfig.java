package cortado.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    Optional<OperatorForm> form = OperatorForm.of(layer, generation);
    if (layer instanceof Layer.Nested nested) {
      model(name, nested.graph(), entry);
    } else if (form.isPresent()) {
      operator(name, form.get(), entry);
    } else {
      LayerCodec<?> codec = LayerCodecs.of(layer);
      if (generation == Generation.KERAS_3) {
        entry.put("module", codec.module());
      }
      entry.put("class_name", codec.classIn(generation));
      ObjectNode config = entry.putObject("config").put("name", name);
      if (generation == Generation.KERAS_2) {
        config.put("trainable", true); // some classes of Keras 3 do not take it
      }
      config.put("dtype", "float32");
      codec.write(layer, new ConfigWriter(config, generation));
      if (generation == Generation.KERAS_3) {
        boolean ofKeras = codec.module().equals(LayerCodec.KERAS_LAYERS);
        entry.put("registered_name", ofKeras ? null : codec.kerasClass());
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

  private void operator(String name, OperatorForm form, ObjectNode entry) {
    ObjectNode config = Json.MAPPER.createObjectNode().put("name", name);
    if (generation == Generation.KERAS_3) {
      int dot = form.function().lastIndexOf('.');
      entry.put("module", form.function().substring(0, dot));
      entry.put("class_name", form.function().substring(dot + 1));
      entry.set("config", config.setAll(form.config()));
      entry.put("registered_name", form.function().substring(dot + 1));
    } else {
      boolean slices = form.function().endsWith("getitem");
      entry.put("class_name", slices ? "SlicingOpLambda" : "TFOpLambda");
      config.put("trainable", true).put("dtype", "float32").put("function", form.function());
      entry.set("config", config);
    }
  }

  private void call(Node node, Graph graph, LegalNames names, ArrayNode calls) {
    Optional<OperatorForm> form = OperatorForm.of(node.layer(), generation);
    boolean list = form.isPresent() ? form.get().takesList() : node.inputs().size() > 1;
    if (generation == Generation.KERAS_3) {
      ObjectNode call = calls.addObject();
      ArrayNode args = call.putArray("args");
      form.flatMap(OperatorForm::first).ifPresent(args::add);
      ArrayNode tensors = list ? args.addArray() : args;
      node.inputs().forEach(r -> tensor(r, names, tensors.addObject()));
      form.flatMap(OperatorForm::last).ifPresent(args::add);
      call.putObject("kwargs");
    } else if (form.isPresent() && !list) {
      operatorCall(node, form.get(), graph, names, calls);
    } else {
      ArrayNode call = calls.addArray();
      for (Ref r : node.inputs()) {
        ObjectNode named = ref(r, graph, names, call.addArray()).addObject();
        form.ifPresent(f -> named.setAll(f.named()));
      }
    }
  }

  /** Keras 2 gives an operator its first operand by place, its second as y, constants by name. */
  private static void operatorCall(
      Node node, OperatorForm form, Graph graph, LegalNames names, ArrayNode calls) {
    List<Ref> in = node.inputs();
    ArrayNode place = calls.addArray();
    form.first()
        .ifPresentOrElse(
            constant -> place.add("_CONSTANT_VALUE").add(-1).add(constant),
            () -> ref(in.get(0), graph, names, place));
    ObjectNode named = place.addObject();
    named.setAll(form.named());
    int second = form.first().isPresent() ? 0 : 1;
    if (second < in.size()) {
      ref(in.get(second), graph, names, named.putArray(form.second()));
    }
  }

  private static void tensor(Ref r, LegalNames names, ObjectNode tensor) {
    ObjectNode config = tensor.put("class_name", "__keras_tensor__").putObject("config");
    // Keras wants a shape and then takes that of the tensor itself.
    config.putArray("shape").addNull();
    append(r, 0, names, config.put("dtype", "float32").putArray("keras_history"));
  }

  /** A model has been called once when it is made. */
  private static ArrayNode ref(Ref r, Graph graph, LegalNames names, ArrayNode to) {
    return append(r, isModel(graph, r) ? 1 : 0, names, to);
  }

  private static void ends(Graph graph, List<Ref> refs, LegalNames names, ArrayNode list) {
    refs.forEach(r -> ref(r, graph, names, list.addArray()));
  }

  private static ArrayNode append(Ref r, int from, LegalNames names, ArrayNode to) {
    return to.add(names.of(r.layer())).add(r.call() + from).add(r.output());
  }

  private static boolean isModel(Graph graph, Ref r) {
    return graph.nodes().stream()
        .anyMatch(n -> n.layer() instanceof Layer.Nested && n.layer().name().equals(r.layer()));
  }
}
