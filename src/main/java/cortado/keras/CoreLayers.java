package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.Layer.BatchNormalization;
import cortado.graph.Layer.Dense;
import cortado.graph.Layer.InputLayer;
import cortado.tensor.Shape;
import java.util.List;

/** Layers for tensors of any rank. */
final class CoreLayers {
  static final List<LayerCodec<?>> ALL =
      List.of(
          new LayerCodec<>("InputLayer", InputLayer.class, CoreLayers::input, CoreLayers::write),
          new LayerCodec<>("Dense", Dense.class, CoreLayers::dense, CoreLayers::write),
          new LayerCodec<>(
              "Activation",
              ActivationLayer.class,
              c -> new ActivationLayer(c.name(), c.activation()),
              (l, c) -> c.put("activation", l.activation())),
          new LayerCodec<>(
              "BatchNormalization",
              BatchNormalization.class,
              CoreLayers::batchNormalization,
              CoreLayers::write));

  private CoreLayers() {}

  private static InputLayer input(LayerConfig c) {
    c.requireAbsentOr("sparse", "false");
    c.requireAbsentOr("ragged", "false");
    c.requireAbsentOr("optional", "false");
    String key = c.get("batch_shape").isMissingNode() ? "batch_input_shape" : "batch_shape";
    JsonNode shape = c.get(key);
    int[] dims = new int[shape.size()];
    for (int i = 0; i < dims.length; i++) {
      JsonNode d = shape.get(i);
      if (!d.isNull() && (!d.canConvertToInt() || d.intValue() < 1)) {
        throw c.unsupported(key, "a list of extents, null where unknown");
      }
      dims[i] = d.isNull() || i == 0 ? Shape.UNKNOWN : d.intValue();
    }
    if (dims.length < 2 || dims.length > 5) {
      throw c.unsupported(key, "2 to 5 extents, the batch first");
    }
    return new InputLayer(c.name(), Shape.of(dims));
  }

  private static void write(InputLayer l, ConfigWriter c) {
    String key = c.generation() == Generation.KERAS_3 ? "batch_shape" : "batch_input_shape";
    ArrayNode shape = c.json().putArray(key);
    for (int d : l.shape().dims()) {
      if (d == Shape.UNKNOWN) {
        shape.addNull();
      } else {
        shape.add(d);
      }
    }
    c.json().remove("trainable");
    c.put("sparse", false).put("ragged", false);
  }

  private static Dense dense(LayerConfig c) {
    return new Dense(c.name(), c.positive("units"), c.activation(), c.flag("use_bias", true));
  }

  private static void write(Dense l, ConfigWriter c) {
    c.put("units", l.units()).put("activation", l.activation()).put("use_bias", l.bias());
  }

  private static BatchNormalization batchNormalization(LayerConfig c) {
    c.requireAbsentOr("renorm", "false");
    c.requireAbsentOr("virtual_batch_size", "null");
    int axis = c.axis("axis", -1);
    if (axis == 0 || axis < -c.inputRank() || axis >= c.inputRank()) {
      throw c.unsupported("axis", "1 to " + (c.inputRank() - 1));
    }
    return new BatchNormalization(
        c.name(),
        axis == c.inputRank() - 1 ? -1 : axis,
        c.number("momentum", 0.99f, v -> v >= 0 && v <= 1, "[0, 1]"),
        c.number("epsilon", 0.001f, v -> v >= 0 && v <= Float.MAX_VALUE, "0 or above"),
        c.flag("center", true),
        c.flag("scale", true));
  }

  private static void write(BatchNormalization l, ConfigWriter c) {
    c.put("axis", l.axis()).put("momentum", l.momentum()).put("epsilon", l.epsilon());
    c.put("center", l.center()).put("scale", l.scale());
  }
}
