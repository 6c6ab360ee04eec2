package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import cortado.graph.ElementwiseLayer.ELU;
import cortado.graph.ElementwiseLayer.LeakyReLU;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.ElementwiseLayer.PReLU;
import cortado.graph.ElementwiseLayer.ReLU;
import cortado.graph.ElementwiseLayer.Softmax;
import java.util.ArrayList;
import java.util.List;

/** Activation layers with parameters, and arithmetic on several inputs. */
final class ElementwiseLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>("ReLU", ReLU.class, ElementwiseLayers::relu, ElementwiseLayers::write),
          new LayerCodec<>(
              "LeakyReLU",
              LeakyReLU.class,
              c -> new LeakyReLU(c.name(), c.finite("negative_slope", c.finite("alpha", 0.3f))),
              (l, c) -> c.put(slopeOf(c.generation()), l.slope())),
          new LayerCodec<>(
              "ELU",
              ELU.class,
              c -> new ELU(c.name(), c.finite("alpha", 1)),
              (l, c) -> c.put("alpha", l.alpha())),
          // Keras 2 has a class of its own for a threshold alone.
          new LayerCodec<>(
              "ThresholdedReLU",
              ReLU.class,
              c -> new ReLU(c.name(), Float.POSITIVE_INFINITY, 0, threshold(c, "theta", 1)),
              ElementwiseLayers::write),
          new LayerCodec<>(
              "PReLU", PReLU.class, ElementwiseLayers::prelu, ElementwiseLayers::write),
          new LayerCodec<>(
              "Softmax",
              Softmax.class,
              c -> new Softmax(c.name(), c.axis("axis", -1)),
              (l, c) -> c.put("axis", l.axis())),
          merge("Add", Merging.ADD),
          merge("Subtract", Merging.SUBTRACT),
          merge("Multiply", Merging.MULTIPLY),
          merge("Average", Merging.AVERAGE),
          merge("Maximum", Merging.MAXIMUM),
          merge("Minimum", Merging.MINIMUM));

  private ElementwiseLayers() {}

  private static ReLU relu(LayerConfig c) {
    float max =
        c.number(
            "max_value",
            Float.POSITIVE_INFINITY,
            v -> (float) v > 0 && v <= Float.MAX_VALUE,
            "above 0");
    return new ReLU(c.name(), max, c.finite("negative_slope", 0), threshold(c, "threshold", 0));
  }

  private static float threshold(LayerConfig c, String key, float ifAbsent) {
    return c.number(key, ifAbsent, v -> v >= 0 && v <= Float.MAX_VALUE, "0 or above");
  }

  private static String slopeOf(Generation generation) {
    return generation == Generation.KERAS_3 ? "negative_slope" : "alpha";
  }

  private static PReLU prelu(LayerConfig c) {
    JsonNode v = c.get("shared_axes");
    List<Integer> axes = new ArrayList<>();
    for (JsonNode axis : v.isNumber() ? List.of(v) : v) {
      int a = axis.isIntegralNumber() ? axis.asInt() : 0;
      if (a < 1 || a >= c.inputRank()) {
        throw c.unsupported("shared_axes", "axes from 1 to " + (c.inputRank() - 1));
      }
      axes.add(a);
    }
    return new PReLU(c.name(), axes.stream().sorted().distinct().toList());
  }

  private static void write(PReLU l, ConfigWriter c) {
    ArrayNode axes = c.json().putArray("shared_axes");
    l.sharedAxes().forEach(axes::add);
  }

  private static void write(ReLU l, ConfigWriter c) {
    if (Float.isInfinite(l.max())) {
      c.json().putNull("max_value");
    } else {
      c.put("max_value", l.max());
    }
    c.put("negative_slope", l.slope()).put("threshold", l.threshold());
  }

  private static LayerCodec<Merge> merge(String kerasClass, Merging merging) {
    return new LayerCodec<>(
        kerasClass, Merge.class, c -> new Merge(c.name(), merging), (l, c) -> {});
  }
}
