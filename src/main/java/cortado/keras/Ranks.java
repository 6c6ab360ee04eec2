package cortado.keras;

import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.OperatorLayer;
import cortado.graph.ProductLayer;
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
        List<Integer> inputs = node.inputs().stream().map(ranks::get).toList();
        node.outputs().forEach(r -> ranks.put(r, after(node.layer(), inputs)));
      }
    }
    return ranks;
  }

  /** The most axes that an input has, as merges repeat those of fewer. */
  static int most(List<Integer> ranks) {
    return ranks.stream().mapToInt(r -> r).max().orElse(Shape.UNKNOWN);
  }

  /**
   * The rank of a layer's output.
   *
   * @param inputs the ranks of its inputs, none for where values enter
   */
  static int after(Layer layer, List<Integer> inputs) {
    int inputRank = most(inputs);
    if (layer instanceof Layer.InputLayer input) {
      return input.shape().rank();
    }
    if (layer instanceof ShapeLayer.Reshape reshape) {
      return reshape.target().size() + 1;
    } else if (layer instanceof ShapeLayer.RepeatVector) {
      return 3;
    }
    if (layer instanceof ProductLayer.Dot && inputs.size() == 2) {
      // Both keep all axes but one, and have the batch in common.
      return Math.max(2, inputs.get(0) + inputs.get(1) - 3);
    } else if (layer instanceof OperatorLayer operator) {
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
    } else if (layer instanceof OperatorLayer.ExpandDims || layer instanceof OperatorLayer.Stack) {
      return inputRank + 1;
    } else if (layer instanceof OperatorLayer.Unstack) {
      return inputRank - 1;
    } else if (layer instanceof OperatorLayer.Squeeze squeeze) {
      return inputRank - squeeze.axes().size();
    } else if (layer instanceof OperatorLayer.Einsum einsum) {
      return einsum.output().length();
    }
    return inputRank;
  }
}
