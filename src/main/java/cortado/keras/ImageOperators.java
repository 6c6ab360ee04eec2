package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.Interpolation;
import cortado.graph.Layer;
import cortado.graph.Layer.MaxPooling2D;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.graph.SpatialLayer.AveragePooling2D;
import cortado.graph.SpatialLayer.Resizing;
import java.util.List;
import java.util.Map;

/** Operators on images, by the key of {@link OperatorReader}. */
final class ImageOperators {
  static final Map<String, OperatorReader.Reader> ALL =
      Map.of(
          "resize", ImageOperators::resize,
          "depthtospace", o -> shuffle(o, false),
          "spacetodepth", o -> shuffle(o, true),
          "maxpool", o -> pool(o, true),
          "maxpool2d", o -> pool(o, true),
          "avgpool", o -> pool(o, false),
          "avgpool2d", o -> pool(o, false),
          "averagepool", o -> pool(o, false));

  private ImageOperators() {}

  private static Layer resize(Operands o) {
    requireImages(o);
    for (String option :
        List.of(
            "antialias", "crop_to_aspect_ratio", "pad_to_aspect_ratio", "preserve_aspect_ratio")) {
      if (o.flag(o.constant(Integer.MAX_VALUE, option), false)) {
        throw o.refused(option + ": true", "false");
      }
    }
    o.ignoring("fill_mode", "fill_value");
    String method = LayerConfig.lower(o.constant(2, "interpolation", "method").asText("bilinear"));
    Interpolation how =
        switch (method) {
          case "bilinear" -> Interpolation.BILINEAR;
          case "nearest" -> Interpolation.NEAREST;
          default -> throw o.refused(method, "bilinear, nearest");
        };
    Size2 size = size(o, o.constant(1, "size"));
    return new Resizing(o.name(), size.height(), size.width(), how);
  }

  private static Layer shuffle(Operands o, boolean toChannels) {
    requireImages(o);
    Size2 block = size(o, o.constant(1, "block_size"));
    return new BlockShuffle(o.name(), block.height(), toChannels);
  }

  private static Layer pool(Operands o, boolean max) {
    requireImages(o);
    Size2 window = size(o, o.constant(1, "pool_size", "ksize"));
    JsonNode strides = o.constant(2, "strides");
    Size2 step = strides.isMissingNode() || strides.isNull() ? window : size(o, strides);
    String padding = LayerConfig.lower(o.constant(3, "padding").asText("valid"));
    Padding how =
        switch (padding) {
          case "valid" -> Padding.VALID;
          case "same" -> Padding.SAME;
          default -> throw o.refused(padding, "valid, same");
        };
    return max
        ? new MaxPooling2D(o.name(), window, step, how)
        : new AveragePooling2D(o.name(), window, step, how);
  }

  /** One number, two, or four with those of batch and channels around. */
  private static Size2 size(Operands o, JsonNode v) {
    List<Integer> all = o.integers(v);
    boolean around = all.size() == 4;
    int rows = o.config().channelsFirst() ? 2 : 1;
    if (all.isEmpty() || all.size() == 3 || all.size() > 4 || all.stream().anyMatch(n -> n < 1)) {
      throw o.refused(v, "1 or above, for rows and columns");
    }
    int first = around ? rows : 0;
    return new Size2(all.get(first), all.get(Math.min(first + 1, all.size() - 1)));
  }

  private static void requireImages(Operands o) {
    o.ignoring("data_format");
    if (o.rank() != 4) {
      throw o.refused(o.rank() + " axes", "images of 4 axes");
    }
  }
}
