package cortado.keras;

import cortado.graph.Layer;
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
    boolean flat =
        layer instanceof ShapeLayer.Flatten
            || layer instanceof SpatialLayer.GlobalPooling pooling && !pooling.keepDims();
    return flat ? 2 : inputRank;
  }
}
