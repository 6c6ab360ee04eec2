package cortado.keras;

import cortado.graph.Layer;

/** How many axes outputs have, so far as reading needs it. */
final class Ranks {
  private Ranks() {}

  static int after(Layer layer, int inputRank) {
    if (layer instanceof Layer.InputLayer input) {
      return input.shape().rank();
    }
    return layer instanceof Layer.Flatten ? 2 : inputRank;
  }
}
