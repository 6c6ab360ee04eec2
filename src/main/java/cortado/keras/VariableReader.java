package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the weights of {@code model.weights.h5}, where each layer numbers its variables. */
final class VariableReader {
  static final String CONTAINER = "layers";

  /** The name of the container in versions before 2.14. */
  static final String OLD_CONTAINER = "_layer_checkpoint_dependencies";

  private final Hdf5File h5;
  private final Map<String, String> groups;

  VariableReader(Hdf5File h5, JsonNode config) {
    this.h5 = h5;
    this.groups = VariableGroups.of(config, h5.has(OLD_CONTAINER) ? OLD_CONTAINER : CONTAINER);
  }

  /** Reads for a graph whose configuration is not at hand. */
  VariableReader(Hdf5File h5, Graph graph) {
    this.h5 = h5;
    this.groups = new GraphGroups(h5, CONTAINER).of(graph);
  }

  Weights read(Graph graph) {
    Map<WeightId, Tensor> weights = new LinkedHashMap<>();
    graph.leaves().forEach((path, layer) -> read(path, WeightNames.of(layer), weights));
    return Weights.of(weights);
  }

  private void read(String layer, List<String> names, Map<WeightId, Tensor> weights) {
    String group = groups.get(layer) + "/vars/";
    for (int i = 0; i < names.size(); i++) {
      WeightId id = new WeightId(layer, names.get(i));
      if (!h5.has(group + i)) {
        throw UserError.because("The weight " + id + " is missing").received("no " + group + i);
      }
      weights.put(id, h5.tensor(group + i));
    }
    if (h5.has(group + names.size())) {
      throw UserError.because("The layer '" + layer + "' has more weights than it takes")
          .received(group + names.size())
          .allowed(names);
    }
  }
}
