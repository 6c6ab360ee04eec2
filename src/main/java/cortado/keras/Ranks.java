package cortado.keras;

import cortado.graph.Layer;
import cortado.graph.OperatorLayer;
import cortado.graph.ShapeLayer;
import cortado.graph.SpatialLayer;

/** How many axes outputs have, so far as reading needs it. */
final class Ranks {
  private Ranks() {}

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
