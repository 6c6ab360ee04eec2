package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import cortado.graph.Border;
import cortado.graph.Interpolation;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer.AveragePooling2D;
import cortado.graph.SpatialLayer.Cropping1D;
import cortado.graph.SpatialLayer.Cropping2D;
import cortado.graph.SpatialLayer.GlobalPooling;
import cortado.graph.SpatialLayer.Pooling;
import cortado.graph.SpatialLayer.Pooling1D;
import cortado.graph.SpatialLayer.Resizing;
import cortado.graph.SpatialLayer.UpSampling1D;
import cortado.graph.SpatialLayer.UpSampling2D;
import cortado.graph.SpatialLayer.ZeroPadding1D;
import cortado.graph.SpatialLayer.ZeroPadding2D;
import java.util.List;

/** Layers that change the extents of images or signals. */
final class SpatialLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>(
              "AveragePooling2D",
              AveragePooling2D.class,
              SpatialLayers::averagePooling,
              SpatialLayers::write),
          pooling1D("MaxPooling1D", Pooling.MAX),
          pooling1D("AveragePooling1D", Pooling.AVERAGE),
          global("GlobalMaxPooling1D", Pooling.MAX, 1),
          global("GlobalMaxPooling2D", Pooling.MAX, 2),
          global("GlobalAveragePooling1D", Pooling.AVERAGE, 1),
          global("GlobalAveragePooling2D", Pooling.AVERAGE, 2),
          new LayerCodec<>(
              "UpSampling2D",
              UpSampling2D.class,
              SpatialLayers::upSampling,
              (l, c) ->
                  c.put("size", l.factor()).channelsLast().put("interpolation", l.interpolation())),
          new LayerCodec<>(
              "Resizing", Resizing.class, SpatialLayers::resizing, SpatialLayers::write),
          new LayerCodec<>(
              "UpSampling1D",
              UpSampling1D.class,
              c -> new UpSampling1D(c.name(), c.extent("size", 2)),
              (l, c) -> c.put("size", l.factor())),
          new LayerCodec<>(
              "ZeroPadding1D",
              ZeroPadding1D.class,
              SpatialLayers::padding1D,
              (l, c) -> c.put("padding", List.of(l.before(), l.after()))),
          new LayerCodec<>(
              "Cropping1D",
              Cropping1D.class,
              c -> new Cropping1D(c.name(), end(c, "cropping", 0), end(c, "cropping", 1)),
              (l, c) -> c.put("cropping", List.of(l.before(), l.after()))),
          new LayerCodec<>(
              "ZeroPadding2D",
              ZeroPadding2D.class,
              c -> new ZeroPadding2D(c.name(), border(c, "padding")),
              (l, c) -> write("padding", l.border(), c)),
          new LayerCodec<>(
              "Cropping2D",
              Cropping2D.class,
              c -> new Cropping2D(c.name(), border(c, "cropping")),
              (l, c) -> write("cropping", l.border(), c)));

  private SpatialLayers() {}

  private static AveragePooling2D averagePooling(LayerConfig c) {
    Size2 pool = c.size("pool_size", Size2.square(2));
    return new AveragePooling2D(c.name(), pool, c.size("strides", pool), c.padding());
  }

  private static void write(AveragePooling2D l, ConfigWriter c) {
    c.put("pool_size", l.pool()).put("padding", l.padding()).put("strides", l.strides());
    c.channelsLast();
  }

  private static LayerCodec<Pooling1D> pooling1D(String kerasClass, Pooling pooling) {
    return new LayerCodec<>(
        kerasClass,
        Pooling1D.class,
        c -> {
          int pool = c.extent("pool_size", 2);
          return new Pooling1D(c.name(), pooling, pool, c.extent("strides", pool), c.padding());
        },
        (l, c) ->
            c.put("strides", l.stride())
                .put("pool_size", l.pool())
                .put("padding", l.padding())
                .channelsLast());
  }

  private static LayerCodec<GlobalPooling> global(String kerasClass, Pooling pooling, int axes) {
    return new LayerCodec<>(
        kerasClass,
        GlobalPooling.class,
        c -> {
          return new GlobalPooling(c.name(), pooling, axes, c.flag("keepdims", false));
        },
        (l, c) -> c.channelsLast().put("keepdims", l.keepDims()));
  }

  private static UpSampling2D upSampling(LayerConfig c) {
    Interpolation how = c.oneOf("interpolation", Interpolation.class, Interpolation.NEAREST);
    return new UpSampling2D(c.name(), c.size("size", Size2.square(2)), how);
  }

  private static Resizing resizing(LayerConfig c) {
    c.argument(Integer.MAX_VALUE, "training"); // it resizes alike in training and at inference
    for (String choice : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias")) {
      c.requireAbsentOr(choice, "false");
    }
    Interpolation how = c.oneOf("interpolation", Interpolation.class, Interpolation.BILINEAR);
    return new Resizing(c.name(), c.positive("height"), c.positive("width"), how);
  }

  private static void write(Resizing l, ConfigWriter c) {
    c.put("height", l.height()).put("width", l.width()).put("interpolation", l.interpolation());
    c.put("crop_to_aspect_ratio", false);
    if (c.generation() == Generation.KERAS_3) {
      c.put("pad_to_aspect_ratio", false).put("antialias", false).channelsLast();
    }
  }

  /** One number for all sides, one for rows and one for columns, or one for each side. */
  private static Border border(LayerConfig c, String key) {
    JsonNode v = c.get(key);
    JsonNode rows = v.isArray() ? v.path(0) : v;
    JsonNode columns = v.isArray() ? v.path(1) : v;
    return new Border(
        side(c, key, rows, 0),
        side(c, key, rows, 1),
        side(c, key, columns, 0),
        side(c, key, columns, 1));
  }

  private static int side(LayerConfig c, String key, JsonNode pair, int which) {
    JsonNode v = pair.isArray() ? pair.path(which) : pair;
    if (!v.isIntegralNumber() || !v.canConvertToInt() || v.intValue() < 0) {
      throw c.unsupported(key, "pixels, 0 or above: all, [rows, columns] or a pair for each");
    }
    return v.intValue();
  }

  private static ZeroPadding1D padding1D(LayerConfig c) {
    return new ZeroPadding1D(c.name(), end(c, "padding", 0), end(c, "padding", 1));
  }

  /** One number for both ends of a signal, or one for each; 1 if there is none. */
  private static int end(LayerConfig c, String key, int which) {
    return c.get(key).isMissingNode() ? 1 : side(c, key, c.get(key), which);
  }

  private static void write(String key, Border b, ConfigWriter c) {
    ArrayNode sides = c.json().putArray(key);
    sides.addArray().add(b.top()).add(b.bottom());
    sides.addArray().add(b.left()).add(b.right());
    c.channelsLast();
  }
}
