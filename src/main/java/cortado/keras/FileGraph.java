package cortado.keras;

import cortado.graph.ElementwiseLayer.PReLU;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.Weights;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A graph as the file has it.
 *
 * @param channelsFirst the paths of the layers that take images or signals with channels first,
 *     (batch, channels, rows, columns); all others with channels last
 */
record FileGraph(Graph graph, Set<String> channelsFirst) {
  FileGraph {
    channelsFirst = Set.copyOf(channelsFirst);
  }

  /** The model of this graph, with the channels last in all of its layers. */
  KerasModel model(Weights weights) {
    if (channelsFirst.isEmpty()) {
      return new KerasModel(new Model(graph, weights), false);
    }
    Graph turned = ChannelsLast.of(graph, channelsFirst, "").graph();
    return new KerasModel(new Model(turned, weights.with(slopes(turned, weights))), true);
  }

  /** The slopes of PReLU, which are the only weights that name an axis for the channels. */
  private Map<WeightId, Tensor> slopes(Graph turned, Weights weights) {
    Map<WeightId, Tensor> slopes = new HashMap<>();
    Map<String, Layer> leaves = graph.leaves();
    turned
        .leaves()
        .forEach(
            (path, layer) -> {
              WeightId alpha = new WeightId(path, "alpha");
              boolean other = layer instanceof PReLU && !layer.equals(leaves.get(path));
              if (other && weights.contains(alpha)) {
                slopes.put(alpha, channelsLast(weights.get(alpha)));
              }
            });
    return slopes;
  }

  /** (channels, 1, 1) as (1, 1, channels), the same values in the same order. */
  private static Tensor channelsLast(Tensor slopes) {
    List<Integer> dims = Arrays.stream(slopes.shape().dims()).boxed().collect(Collectors.toList());
    Collections.rotate(dims, -1);
    return slopes.reshape(Shape.of(dims.stream().mapToInt(d -> d).toArray()));
  }
}
