package cortado.keras;

import cortado.graph.Layer.Concatenate;
import cortado.graph.Layer.MaxPooling2D;
import cortado.graph.Size2;
import java.util.List;

/** Pooling, and layers that only move values. */
final class ImageLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "MaxPooling2D", MaxPooling2D.class, ImageLayers::maxPooling, ImageLayers::write),
          new LayerCodec<>(
              "Concatenate",
              Concatenate.class,
              c -> new Concatenate(c.name(), c.axis("axis", -1)),
              (l, c) -> c.put("axis", l.axis())));

  private ImageLayers() {}

  private static MaxPooling2D maxPooling(LayerConfig c) {
    Size2 pool = c.size("pool_size", Size2.square(2));
    return new MaxPooling2D(c.name(), pool, c.size("strides", pool), c.padding());
  }

  private static void write(MaxPooling2D l, ConfigWriter c) {
    c.put("pool_size", l.pool()).put("padding", l.padding()).put("strides", l.strides());
    c.channelsLast();
  }
}
