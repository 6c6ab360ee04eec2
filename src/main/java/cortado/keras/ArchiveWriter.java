package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.keras.hdf5.Hdf5Writer;
import cortado.keras.zip.ZipWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a {@code .keras} archive of Keras 3. */
final class ArchiveWriter {
  private static final String METADATA =
      "{\"keras_version\": \"3.0.0\", \"date_saved\": \"1980-01-01@00:00:00\"}";

  private final Model model;
  private final Hdf5Writer weights = new Hdf5Writer();

  private ArchiveWriter(Model model) {
    this.model = model;
  }

  static void write(Model model, Path file) {
    ArchiveWriter writer = new ArchiveWriter(model);
    writer.variables(model.graph(), "", "");
    String config = ModelConfig.of(model.graph(), Generation.KERAS_3).toString();
    Hdf5Writer.Content h5 = writer.weights.content();
    new ZipWriter()
        .add(ArchiveReader.METADATA, METADATA.getBytes(StandardCharsets.UTF_8))
        .add(ArchiveReader.CONFIG, config.getBytes(StandardCharsets.UTF_8))
        .add(ArchiveReader.WEIGHTS, h5.bytes(), h5.content())
        .write(file);
  }

  /**
   * Adds the variables of a graph's layers, with a group for each layer.
   *
   * @param prefix of the layers' paths
   * @param within the group that is the model's
   */
  private void variables(Graph graph, String prefix, String within) {
    LegalNames legal = new LegalNames(graph, Generation.KERAS_3);
    weights.text(within + "/vars", "name", LegalNames.of(graph.name(), Generation.KERAS_3));
    Map<String, Integer> used = new HashMap<>();
    for (Layer layer : KerasOrder.of(graph)) {
      String name = VariableGroups.numbered(LayerCodecs.kerasClass(layer), used);
      String group = within + "/layers/" + name;
      String path = prefix + layer.name();
      if (layer instanceof Layer.Nested nested) {
        variables(nested.graph(), path + "/", group);
        continue;
      }
      weights.text(group + "/vars", "name", legal.of(layer.name()));
      List<String> names = WeightNames.of(layer);
      for (int i = 0; i < names.size(); i++) {
        WeightId id = new WeightId(path, names.get(i));
        weights.tensor(group + "/vars/" + i, model.weights().get(id));
      }
    }
  }
}
