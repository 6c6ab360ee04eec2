package cortado.keras;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the weights of a legacy {@code .h5} file, where they stand by layer and name. */
final class WeightReader {
  private final Hdf5File h5;
  private final String root;
  private final Map<WeightId, Tensor> weights = new LinkedHashMap<>();

  private WeightReader(Hdf5File h5, String root) {
    this.h5 = h5;
    this.root = root;
  }

  /**
   * The weights of a graph.
   *
   * @param root the group that has the attribute {@code layer_names}
   */
  static Weights read(Hdf5File h5, String root, Graph graph) {
    WeightReader reader = new WeightReader(h5, root);
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (String layer : NameLists.read(h5, root, "layer_names")) {
      List<String> paths = NameLists.read(h5, root + "/" + layer, "weight_names");
      if (!paths.isEmpty()) {
        given.put(layer, paths);
      }
    }
    Map<String, Layer> layers = layers(given.keySet(), graph);
    given.forEach(
        (group, paths) -> {
          Layer layer = layers.get(group);
          if (layer instanceof Layer.Nested nested) {
            reader.model(group, nested, paths);
          } else {
            paths.forEach(p -> reader.add(group, p, new WeightId(layer.name(), nameOf(p))));
          }
        });
    return Weights.of(reader.weights);
  }

  /** The layer that each group of the file is for: by name, else by order, as in Keras. */
  private static Map<String, Layer> layers(Set<String> groups, Graph graph) {
    Map<String, Layer> named = new HashMap<>();
    graph.layers().forEach(l -> named.put(l.name(), l));
    if (named.keySet().containsAll(groups)) {
      return named;
    }
    List<Layer> withWeights =
        KerasOrder.of(graph).stream().filter(WeightReader::hasWeights).toList();
    if (withWeights.size() != groups.size()) {
      throw UserError.because("It has weights of a layer that the model does not have")
          .received(groups.stream().filter(g -> !named.containsKey(g)).findFirst().orElseThrow());
    }
    Map<String, Layer> ordered = new HashMap<>();
    groups.forEach(g -> ordered.put(g, withWeights.get(ordered.size())));
    return ordered;
  }

  private static boolean hasWeights(Layer layer) {
    return layer instanceof Layer.Nested nested
        ? !NestedWeights.of(nested).isEmpty()
        : !WeightNames.of(layer).isEmpty();
  }

  private void model(String group, Layer.Nested model, List<String> paths) {
    List<WeightId> given = NestedWeights.match(paths, NestedWeights.of(model), model.name());
    for (int i = 0; i < paths.size(); i++) {
      add(group, paths.get(i), given.get(i));
    }
  }

  private void add(String layer, String path, WeightId id) {
    if (weights.putIfAbsent(id, h5.tensor(root + "/" + layer + "/" + path)) != null) {
      throw UserError.because("The layer '" + layer + "' has two weights of one name")
          .received(path);
    }
  }

  /** {@code kernel} of {@code block/conv2d/kernel:0}. */
  static String nameOf(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon < 0 ? last : last.substring(0, colon);
  }
}
