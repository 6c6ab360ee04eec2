package cortado.keras;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the weights that stand in {@code model_weights} by layer and name. */
final class WeightReader {
  private static final String GROUP = "model_weights";

  private WeightReader() {}

  static Weights read(Hdf5File h5, Graph graph) {
    if (!h5.has(GROUP)) {
      throw UserError.because("It has no weights").next("save the whole model: model.save('m.h5')");
    }
    Set<String> known = graph.layers().stream().map(Layer::name).collect(Collectors.toSet());
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    for (String layer : NameLists.read(h5, GROUP, "layer_names")) {
      String group = GROUP + "/" + layer;
      for (String path : NameLists.read(h5, group, "weight_names")) {
        if (!known.contains(layer)) {
          throw UserError.because("It has weights of a layer that it does not have")
              .received(layer);
        }
        WeightId id = new WeightId(layer, nameOf(path));
        if (weights.putIfAbsent(id, h5.tensor(group + "/" + path)) != null) {
          throw UserError.because("The layer '" + layer + "' has two weights of one name")
              .received(path);
        }
      }
    }
    return Weights.of(weights);
  }

  /** {@code kernel} of {@code block/conv2d/kernel:0}. */
  private static String nameOf(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon < 0 ? last : last.substring(0, colon);
  }
}
