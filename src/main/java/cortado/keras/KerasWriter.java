package cortado.keras;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.keras.hdf5.Hdf5Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes models as functional ones in two formats, by the ending of the file: {@code .keras} for
 * Keras 3, anything else as an {@code .h5} file of Keras 2. {@link KerasReader} reads both. The
 * same model gives the same bytes.
 *
 * <p>Keras 3 loads the {@code .h5} file, too, unless a layer's name has a slash, which it does not
 * take. In a {@code .keras} file, an underscore stands for a slash in names.
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
  public static void write(Model model, Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".keras")) {
      ArchiveWriter.write(model, file);
    } else {
      writeH5(model, file);
    }
  }

  private static void writeH5(Model model, Path path) {
    List<Layer> layers = KerasOrder.of(model.graph());
    Hdf5Writer file = new Hdf5Writer();
    for (String group : List.of("", WEIGHTS)) {
      file.text(group, "backend", "tensorflow").text(group, "keras_version", KERAS_VERSION);
    }
    file.text("", "model_config", ModelConfig.of(model.graph(), Generation.KERAS_2).toString());
    // Keras matches weights to layers by their order.
    NameLists.write(file, WEIGHTS, "layer_names", layers.stream().map(Layer::name).toList());
    layers.forEach(layer -> writeWeights(model, layer, file));
    // Keras 3 asks for the weights that the model has beside its layers: none.
    NameLists.write(file, WEIGHTS + "/top_level_model_weights", "weight_names", List.of());
    file.write(path);
  }

  private static void writeWeights(Model model, Layer layer, Hdf5Writer file) {
    String group = WEIGHTS + "/" + layer.name();
    List<WeightId> ids =
        layer instanceof Layer.Nested nested
            ? NestedWeights.of(nested)
            : WeightNames.of(layer).stream().map(n -> new WeightId(layer.name(), n)).toList();
    List<String> paths = new ArrayList<>();
    for (WeightId id : ids) {
      String path = id + ":0";
      paths.add(path);
      file.tensor(group + "/" + path, model.weights().get(id));
    }
    NameLists.write(file, group, "weight_names", paths);
  }
}
