package cortado.graph;

/** Layers without weights that compute each element from those at the same place. */
public sealed interface ElementwiseLayer extends Layer {

  /**
   * Rectified linear unit.
   *
   * @param max upper bound above 0; infinite if there is none
   * @param slope below 0
   */
  record ReLU(String name, float max, float slope) implements ElementwiseLayer {}

  /** x above 0, slope times x below. */
  record LeakyReLU(String name, float slope) implements ElementwiseLayer {}

  /** x above 0, alpha (exp(x) - 1) below (Clevert et al., 2016). */
  record ELU(String name, float alpha) implements ElementwiseLayer {}

  /** How the inputs of a {@link Merge} become one; the names are those of Keras' classes. */
  enum Merging {
    ADD("Add"),
    SUBTRACT("Subtract"),
    MULTIPLY("Multiply"),
    AVERAGE("Average"),
    MAXIMUM("Maximum"),
    MINIMUM("Minimum");

    private final String keras;

    Merging(String keras) {
      this.keras = keras;
    }
  }

  /** Two or more inputs of one rank, whose extents are equal or 1; exactly two to subtract. */
  record Merge(String name, Merging merging) implements ElementwiseLayer {
    @Override
    public String kind() {
      return merging.keras;
    }
  }
}
