package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import cortado.graph.Layer;
import cortado.graph.Layer.Dropout;
import cortado.graph.NoiseLayer.ActivityRegularization;
import cortado.graph.NoiseLayer.AlphaDropout;
import cortado.graph.NoiseLayer.GaussianDropout;
import cortado.graph.NoiseLayer.GaussianNoise;
import cortado.graph.NoiseLayer.SharedDropout;
import cortado.graph.NoiseLayer.SpatialDropout;
import java.util.ArrayList;
import java.util.List;

/** Dropout and noise. */
final class NoiseLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>("Dropout", Layer.class, NoiseLayers::dropout, NoiseLayers::write),
          new LayerCodec<>(
              "AlphaDropout",
              AlphaDropout.class,
              c -> new AlphaDropout(c.name(), rate(c), shared(c)),
              (l, c) -> write(l.rate(), l.shared(), c)),
          spatial(1),
          spatial(2),
          new LayerCodec<>(
              "GaussianDropout",
              GaussianDropout.class,
              c -> new GaussianDropout(c.name(), rate(c)),
              (l, c) -> c.put("rate", l.rate())),
          new LayerCodec<>(
              "GaussianNoise",
              GaussianNoise.class,
              c -> new GaussianNoise(c.name(), notNegative(c, "stddev")),
              (l, c) -> c.put("stddev", l.deviation())),
          new LayerCodec<>(
              "ActivityRegularization",
              ActivityRegularization.class,
              c -> new ActivityRegularization(c.name(), notNegative(c, "l1"), notNegative(c, "l2")),
              (l, c) -> c.put("l1", l.l1()).put("l2", l.l2())));

  private NoiseLayers() {}

  static Layer dropout(LayerConfig c) {
    List<Boolean> shared = shared(c);
    return shared.isEmpty()
        ? new Dropout(c.name(), rate(c))
        : new SharedDropout(c.name(), rate(c), shared);
  }

  private static void write(Layer l, ConfigWriter c) {
    if (l instanceof SharedDropout shared) {
      write(shared.rate(), shared.shared(), c);
    } else if (l instanceof Dropout plain) {
      c.put("rate", plain.rate());
    }
  }

  private static LayerCodec<SpatialDropout> spatial(int axes) {
    return new LayerCodec<>(
        "SpatialDropout" + axes + "D",
        SpatialDropout.class,
        c -> {
          return new SpatialDropout(c.name(), axes, rate(c));
        },
        (l, c) -> c.put("rate", l.rate()));
  }

  private static float rate(LayerConfig c) {
    return c.number("rate", 0, v -> v >= 0 && (float) v < 1, "[0, 1)");
  }

  private static float notNegative(LayerConfig c, String key) {
    return c.number(key, 0, v -> v >= 0 && v <= Float.MAX_VALUE, "0 or above");
  }

  /** Where the noise has an extent of 1; null is the extent of the input. */
  private static List<Boolean> shared(LayerConfig c) {
    List<Boolean> shared = new ArrayList<>();
    for (JsonNode extent : c.get("noise_shape")) {
      boolean one = extent.isIntegralNumber() && extent.asInt() == 1;
      if (!one && !extent.isNull()) {
        throw c.unsupported("noise_shape", "for each axis null or 1");
      }
      shared.add(one);
    }
    if (!shared.isEmpty() && shared.size() != c.inputRank()) {
      throw c.unsupported("noise_shape", c.inputRank() + " axes");
    }
    return shared.contains(true) ? shared : List.of();
  }

  private static void write(float rate, List<Boolean> shared, ConfigWriter c) {
    c.put("rate", rate);
    if (!shared.isEmpty()) {
      ArrayNode shape = c.json().putArray("noise_shape");
      shared.forEach(one -> shape.add(one ? IntNode.valueOf(1) : NullNode.getInstance()));
    }
  }
}
