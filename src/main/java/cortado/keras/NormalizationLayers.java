package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.NormalizationLayer.GroupNormalization;
import cortado.graph.NormalizationLayer.LayerNormalization;
import cortado.graph.NormalizationLayer.Normalization;
import cortado.graph.NormalizationLayer.RMSNormalization;
import cortado.graph.NormalizationLayer.Rescaling;
import cortado.graph.NormalizationLayer.UnitNormalization;
import java.util.ArrayList;
import java.util.List;

/** Normalizations by the values of each sample, and by statistics of data. */
final class NormalizationLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "LayerNormalization",
              LayerNormalization.class,
              NormalizationLayers::layer,
              NormalizationLayers::write),
          new LayerCodec<>(
              "GroupNormalization",
              GroupNormalization.class,
              NormalizationLayers::group,
              NormalizationLayers::write),
          new LayerCodec<>(
              "RMSNormalization",
              RMSNormalization.class,
              c -> new RMSNormalization(c.name(), axes(c), epsilon(c, 1e-6f)),
              NormalizationLayers::write),
          new LayerCodec<>(
              "UnitNormalization",
              UnitNormalization.class,
              c -> new UnitNormalization(c.name(), axes(c)),
              (l, c) -> c.put("axis", l.axes())),
          new LayerCodec<>(
              "Normalization",
              Normalization.class,
              NormalizationLayers::normalization,
              NormalizationLayers::write),
          new LayerCodec<>(
              "Rescaling",
              Rescaling.class,
              c -> new Rescaling(c.name(), numbers(c, "scale", 1), numbers(c, "offset", 0)),
              NormalizationLayers::write));

  private NormalizationLayers() {}

  private static LayerNormalization layer(LayerConfig c) {
    c.requireAbsentOr("rms_scaling", "false");
    return new LayerNormalization(
        c.name(), axes(c), epsilon(c, 1e-3f), c.flag("center", true), c.flag("scale", true));
  }

  private static void write(LayerNormalization l, ConfigWriter c) {
    c.put("axis", l.axes());
    c.put("epsilon", l.epsilon()).put("center", l.center()).put("scale", l.scale());
  }

  private static GroupNormalization group(LayerConfig c) {
    int axis = requireAxis(c, c.axis("axis", -1));
    int groups = c.get("groups").asInt() == -1 ? -1 : c.positive("groups", 32);
    return new GroupNormalization(
        c.name(), groups, axis, epsilon(c, 1e-3f), c.flag("center", true), c.flag("scale", true));
  }

  private static void write(GroupNormalization l, ConfigWriter c) {
    c.put("groups", l.groups()).put("axis", l.axis()).put("epsilon", l.epsilon());
    c.put("center", l.center()).put("scale", l.scale());
  }

  private static void write(RMSNormalization l, ConfigWriter c) {
    if (c.generation() != Generation.KERAS_3) {
      throw c.absent(l);
    }
    c.put("axis", l.axes());
    c.put("epsilon", l.epsilon());
  }

  private static Normalization normalization(LayerConfig c) {
    List<Integer> axes = c.get("axis").isNull() ? List.of() : axes(c);
    boolean adapted = c.isAbsent("mean");
    if (adapted != c.isAbsent("variance")) {
      throw c.unsupported("variance", "a mean and a variance, or neither");
    }
    List<Float> none = List.of();
    return new Normalization(
        c.name(),
        axes,
        adapted ? none : numbers(c, "mean", 0),
        adapted ? none : numbers(c, "variance", 1),
        c.flag("invert", false));
  }

  private static void write(Normalization l, ConfigWriter c) {
    c.put("axis", l.axes());
    c.put("invert", l.invert());
    if (l.adapted()) {
      c.json().putNull("mean").putNull("variance");
    } else {
      c.putNumbers("mean", l.mean()).putNumbers("variance", l.variance());
    }
  }

  private static void write(Rescaling l, ConfigWriter c) {
    c.putNumbers("scale", l.scale()).putNumbers("offset", l.offset());
  }

  private static float epsilon(LayerConfig c, float ifAbsent) {
    return c.number("epsilon", ifAbsent, v -> v >= 0 && v <= Float.MAX_VALUE, "0 or above");
  }

  /** Axes without the batch, the last by default. */
  private static List<Integer> axes(LayerConfig c) {
    List<Integer> axes = c.get("axis").isArray() ? c.integers("axis") : List.of(c.axis("axis", -1));
    axes.forEach(a -> requireAxis(c, a));
    return axes.equals(List.of(c.inputRank() - 1)) ? List.of(-1) : axes;
  }

  private static int requireAxis(LayerConfig c, int axis) {
    int index = axis < 0 ? axis + c.inputRank() : axis;
    if (index < 1 || index >= c.inputRank()) {
      throw c.unsupported("axis", "1 to " + (c.inputRank() - 1));
    }
    return axis;
  }

  /** One number, or those of lists within lists; Keras 3 may wrap an array in an object. */
  private static List<Float> numbers(LayerConfig c, String key, float ifAbsent) {
    if (c.isAbsent(key)) {
      return List.of(ifAbsent);
    }
    JsonNode v = c.get(key);
    List<Float> all = new ArrayList<>();
    collect(v.isObject() ? v.path("config").path("value") : v, all, c, key, 0);
    if (all.isEmpty()) {
      throw c.unsupported(key, "a number or a list of numbers");
    }
    return all;
  }

  private static void collect(JsonNode v, List<Float> to, LayerConfig c, String key, int depth) {
    if (v.isArray() && depth < 8) {
      v.forEach(element -> collect(element, to, c, key, depth + 1));
    } else if (v.isNumber() && Float.isFinite(v.floatValue())) {
      to.add(v.floatValue());
    } else {
      throw c.unsupported(key, "a number or a list of numbers");
    }
  }
}
