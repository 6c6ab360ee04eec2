package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.OperatorLayer;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer;
import cortado.graph.SpatialLayer;
import cortado.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many axes outputs have, so far as reading needs it. */
final class Ranks {
  private Ranks() {}

  /** Of all outputs in a graph. */
  static Map<Ref, Integer> of(Graph graph) {
    Map<Ref, Integer> ranks = new HashMap<>();
    Map<String, List<Integer>> models = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (node.layer() instanceof Layer.Nested nested) {
        List<Integer> outputs =
            models.computeIfAbsent(
                nested.name(),
                name -> {
                  Map<Ref, Integer> inner = of(nested.graph());
                  return nested.graph().outputs().stream().map(inner::get).toList();
                });
        node.outputs().forEach(r -> ranks.put(r, outputs.get(r.output())));
      } else {
        ranks.put(node.output(), after(node.layer(), ofInputs(node.inputs(), ranks)));
      }
    }
    return ranks;
  }

  /** The most axes that an input has, as merges repeat those of fewer. */
  static int ofInputs(List<Ref> inputs, Map<Ref, Integer> ranks) {
    return inputs.stream().mapToInt(ranks::get).max().orElse(Shape.UNKNOWN);
  }

  static int after(Layer layer, int inputRank) {
    if (layer instanceof Layer.InputLayer input) {
      return input.shape().rank();
    }
    if (layer instanceof ShapeLayer.Reshape reshape) {
      return reshape.target().size() + 1;
    } else if (layer instanceof ShapeLayer.RepeatVector) {
      return 3;
    }
    if (layer instanceof OperatorLayer operator) {
      return after(operator, inputRank);
    }
    boolean flat =
        layer instanceof ShapeLayer.Flatten
            || layer instanceof SpatialLayer.GlobalPooling pooling && !pooling.keepDims();
    return flat ? 2 : inputRank;
  }

  private static int after(OperatorLayer layer, int inputRank) {
    if (layer instanceof OperatorLayer.Reduction reduction) {
      return inputRank - (reduction.keepDims() ? 0 : reduction.axes().size());
    } else if (layer instanceof OperatorLayer.Slice slice) {
      int rank = inputRank;
      for (OperatorLayer.Part p : slice.parts()) {
        rank += p.selection() == OperatorLayer.Selection.NEW_AXIS ? 1 : 0;
        rank -= p.selection() == OperatorLayer.Selection.INDEX ? 1 : 0;
      }
      return rank;
    } else if (layer instanceof OperatorLayer.ExpandDims) {
      return inputRank + 1;
    } else if (layer instanceof OperatorLayer.Squeeze squeeze) {
      return inputRank - squeeze.axes().size();
    }
    return inputRank;
  }
}
