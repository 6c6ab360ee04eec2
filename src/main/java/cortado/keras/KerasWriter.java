package cortado.keras;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.WeightId;
import cortado.keras.hdf5.Hdf5Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes models as functional Keras 2 {@code .h5} files, which {@code tf_keras} and {@link
 * KerasReader} read. The same model gives the same bytes.
 */
public final class KerasWriter {
  private static final String KERAS_VERSION = "2.18.0";
  private static final String WEIGHTS = "model_weights";

  private KerasWriter() {}

  /**
   * Writes a model, replacing the file if it exists. Layers that no output depends on are left out,
   * as Keras does.
   *
   * @throws UserError if the file cannot be written
   */
  public static void write(Model model, Path h5) {
    List<Layer> layers = KerasOrder.of(model.graph());
    Hdf5Writer file = new Hdf5Writer();
    for (String group : List.of("", WEIGHTS)) {
      file.text(group, "backend", "tensorflow").text(group, "keras_version", KERAS_VERSION);
    }
    file.text("", "model_config", config(model.graph(), Set.copyOf(layers)).toString());
    // Keras matches weights to layers by their order.
    NameLists.write(file, WEIGHTS, "layer_names", layers.stream().map(Layer::name).toList());
    for (Layer layer : layers) {
      writeWeights(model, layer, file);
    }
    file.write(h5);
  }

  private static void writeWeights(Model model, Layer layer, Hdf5Writer file) {
    String group = WEIGHTS + "/" + layer.name();
    List<String> names = WeightNames.of(layer);
    List<String> paths = names.stream().map(n -> layer.name() + "/" + n + ":0").toList();
    NameLists.write(file, group, "weight_names", paths);
    for (int i = 0; i < names.size(); i++) {
      WeightId id = new WeightId(layer.name(), names.get(i));
      file.tensor(group + "/" + paths.get(i), model.weights().get(id));
    }
  }

  private static ObjectNode config(Graph graph, Set<Layer> written) {
    ObjectNode model = Json.MAPPER.createObjectNode().put("class_name", "Functional");
    ObjectNode config = model.putObject("config").put("name", graph.name()).put("trainable", true);
    ArrayNode entries = config.putArray("layers");
    for (Layer layer : graph.layers()) {
      if (written.contains(layer)) {
        entry(layer, graph, entries.addObject());
      }
    }
    graph.inputs().forEach(appendTo(config.putArray("input_layers")));
    graph.outputs().forEach(appendTo(config.putArray("output_layers")));
    return model;
  }

  private static Consumer<Ref> appendTo(ArrayNode list) {
    return r -> list.addArray().add(r.layer()).add(r.call()).add(0);
  }

  private static void entry(Layer layer, Graph graph, ObjectNode entry) {
    LayerCodec<?> codec = LayerCodecs.of(layer);
    entry.put("class_name", codec.kerasClass());
    ObjectNode config = entry.putObject("config").put("name", layer.name());
    config.put("trainable", true).put("dtype", "float32");
    codec.write(layer, new ConfigWriter(config, Generation.KERAS_2));
    entry.put("name", layer.name());
    ArrayNode calls = entry.putArray("inbound_nodes");
    for (Node node : graph.nodes()) {
      if (node.layer().equals(layer) && !node.inputs().isEmpty()) {
        ArrayNode call = calls.addArray();
        for (Ref r : node.inputs()) {
          call.addArray().add(r.layer()).add(r.call()).add(0).addObject();
        }
      }
    }
  }
}
