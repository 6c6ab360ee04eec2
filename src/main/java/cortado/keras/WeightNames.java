package cortado.keras;

import cortado.graph.Layer;
import cortado.graph.WeightSpec;
import cortado.tensor.Shape;
import java.util.List;

/** Which weights a layer has, in the order of Keras. */
final class WeightNames {
  // Which there are does not depend on the shape of the input.
  private static final Shape ANY = Shape.of(1, 1, 1, 1);

  private WeightNames() {}

  static List<String> of(Layer layer) {
    return specs(layer).stream().map(WeightSpec::name).toList();
  }

  /** The weights with their roles, and shapes that mean nothing. */
  static List<WeightSpec> specs(Layer layer) {
    return layer.weights(ANY);
  }
}
