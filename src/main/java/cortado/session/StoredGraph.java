package cortado.session;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
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
 */
record StoredGraph(Graph graph, List<WeightId> weights) {

  static StoredGraph of(Model model) {
    return new StoredGraph(model.graph(), List.copyOf(model.weights().ids()));
  }

  static Map<String, Tensor> tensors(Model model) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    model.weights().asMap().forEach((id, t) -> tensors.put(id.toString(), t));
    return tensors;
  }

  Model with(Safetensors file) {
    Map<WeightId, Tensor> tensors = new LinkedHashMap<>();
    for (WeightId id : weights) {
      Tensor t = file.tensors().get(id.toString());
      if (t == null) {
        throw UserError.because("The workspace is damaged: the weight " + id + " is missing")
            .next("start with another --workspace");
      }
      tensors.put(id, t);
    }
    return new Model(graph, Weights.of(tensors));
  }
}
