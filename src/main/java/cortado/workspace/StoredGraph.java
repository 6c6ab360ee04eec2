package cortado.workspace;

import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.tensor.DType;
import cortado.tensor.Safetensors;
import cortado.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model without the bytes of its weights, which a safetensors file has under the names {@code
 * layer/weight}.
 *
 * @param weights in the order of the model's file, which the safetensors file does not keep
 * @param nonzero of each weight how many elements are not zero, so that to tell them opens nothing
 *     large; empty where an earlier version did not note them
 */
record StoredGraph(Graph graph, List<WeightId> weights, List<Long> nonzero) {

  StoredGraph {
    weights = List.copyOf(weights);
    nonzero = nonzero == null ? List.of() : List.copyOf(nonzero);
    if (!nonzero.isEmpty() && nonzero.size() != weights.size()) {
      throw new IllegalArgumentException(nonzero.size() + " counts of " + weights.size());
    }
  }

  static StoredGraph of(Model model) {
    Map<WeightId, Tensor> weights = model.weights().asMap();
    return new StoredGraph(
        model.graph(),
        List.copyOf(weights.keySet()),
        weights.values().stream().map(Tensor::nonzero).toList());
  }

  static Map<String, Tensor> tensors(Model model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    model.weights().asMap().forEach((id, t) -> tensors.put(id.toString(), t));
    return tensors;
  }

  /**
   * The model with the weights of a file.
   *
   * @throws IllegalArgumentException if one is missing, or no float32
   */
  Model with(Safetensors file) {
    Map<WeightId, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      WeightId id = weights.get(i);
      Tensor t = file.tensors().get(id.toString());
      if (t == null) {
        throw new IllegalArgumentException("the weight " + id + " is missing");
      }
      if (t.dtype() != DType.FLOAT32) {
        throw new IllegalArgumentException("the weight " + id + " is " + t.dtype());
      }
      tensors.put(id, nonzero.isEmpty() ? t : t.counted(nonzero.get(i)));
    }
    return new Model(graph, Weights.of(tensors));
  }
}
