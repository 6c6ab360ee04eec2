package cortado.keras;

import cortado.graph.Layer;
import cortado.graph.SpatialLayer;

/** How many axes outputs have, so far as reading needs it. */
final class Ranks {
  private Ranks() {}

  static int after(Layer layer, int inputRank) {
    if (layer instanceof Layer.InputLayer input) {
      return input.shape().rank();
    }
    boolean flat =
        layer instanceof Layer.Flatten
            || layer instanceof SpatialLayer.GlobalPooling pooling && !pooling.keepDims();
    return flat ? 2 : inputRank;
  }
}
