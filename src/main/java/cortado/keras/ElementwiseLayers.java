package cortado.keras;

import cortado.graph.ElementwiseLayer.ELU;
import cortado.graph.ElementwiseLayer.LeakyReLU;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.ElementwiseLayer.ReLU;
import java.util.List;

/** Activation layers with parameters, and arithmetic on several inputs. */
final class ElementwiseLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>("ReLU", ReLU.class, ElementwiseLayers::relu, ElementwiseLayers::write),
          new LayerCodec<>(
              "LeakyReLU",
              LeakyReLU.class,
              c -> new LeakyReLU(c.name(), c.finite("alpha", 0.3f)),
              (l, c) -> c.put("alpha", l.slope())),
          new LayerCodec<>(
              "ELU",
              ELU.class,
              c -> new ELU(c.name(), c.finite("alpha", 1)),
              (l, c) -> c.put("alpha", l.alpha())),
          merge("Add", Merging.ADD),
          merge("Subtract", Merging.SUBTRACT),
          merge("Multiply", Merging.MULTIPLY),
          merge("Average", Merging.AVERAGE),
          merge("Maximum", Merging.MAXIMUM),
          merge("Minimum", Merging.MINIMUM));

  private ElementwiseLayers() {}

  private static ReLU relu(LayerConfig c) {
    if (c.finite("threshold", 0) != 0) {
      throw c.unsupported("threshold", "0");
    }
    float max =
        c.number(
            "max_value",
            Float.POSITIVE_INFINITY,
            v -> (float) v > 0 && v <= Float.MAX_VALUE,
            "above 0");
    return new ReLU(c.name(), max, c.finite("negative_slope", 0));
  }

  private static void write(ReLU l, ConfigWriter c) {
    if (Float.isInfinite(l.max())) {
      c.json().putNull("max_value");
    } else {
      c.put("max_value", l.max());
    }
    c.put("negative_slope", l.slope()).put("threshold", 0f);
  }

  private static LayerCodec<Merge> merge(String kerasClass, Merging merging) {
    return new LayerCodec<>(
        kerasClass, Merge.class, c -> new Merge(c.name(), merging), (l, c) -> {});
  }
}
