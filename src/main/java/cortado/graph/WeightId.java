package cortado.graph;

/**
 * The address of a weight: the layer's name and the weight's name within it, such as {@code
 * kernel}, {@code bias}, {@code gamma} or {@code moving_mean}.
 */
public record WeightId(String layer, String name) {
  @Override
  public String toString() {
    return layer + "/" + name;
  }
}
