package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.OperatorLayer;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.OperatorLayer.Clip;
import cortado.graph.OperatorLayer.Divide;
import cortado.graph.OperatorLayer.Einsum;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.ExpandDims;
import cortado.graph.OperatorLayer.MatrixProduct;
import cortado.graph.OperatorLayer.Part;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.OperatorLayer.Slice;
import cortado.graph.OperatorLayer.Squeeze;
import java.util.Locale;
import java.util.Optional;

/**
 * How a generation of Keras writes an operator.
 *
 * @param function in Keras 2 the function, in Keras 3 the class with its module
 * @param config what Keras 3 keeps in the layer
 * @param named constants that Keras 2 gives by name
 * @param first the constant before the tensors
 * @param last the constant after the tensors in Keras 3
 */
record OperatorForm(
    String function,
    ObjectNode config,
    ObjectNode named,
    Optional<JsonNode> first,
    Optional<JsonNode> last) {
  private static final String MATRIX_PRODUCT = "linalg.matmul";
  private static final String KERAS_3_NUMPY = "keras.src.ops.numpy.";

  static OperatorForm of(OperatorLayer layer, Generation generation) {
    return generation == Generation.KERAS_3 ? keras3(layer) : keras2(layer);
  }

  private static OperatorForm keras2(OperatorLayer layer) {
    if (layer instanceof Clip l) {
      if (Float.isInfinite(l.max())) {
        return function("math.maximum").with("y", l.min());
      }
      return Float.isInfinite(l.min())
          ? function("math.minimum").with("y", l.max())
          : function("clip_by_value")
              .with("clip_value_min", l.min())
              .with("clip_value_max", l.max());
    } else if (layer instanceof Divide) {
      return function("math.truediv");
    } else if (layer instanceof Reciprocal l) {
      return function("math.truediv").withFirst(l.numerator());
    } else if (layer instanceof Elementwise l) {
      return function(
          switch (l.function()) {
            case ABSOLUTE -> "math.abs";
            case SQUARE -> "math.square";
            case SQUARE_ROOT -> "math.sqrt";
            case RECIPROCAL_SQUARE_ROOT -> "math.rsqrt";
            case LOGARITHM -> "math.log";
          });
    } else if (layer instanceof Reduction l) {
      return function("math.reduce_" + lower(l.reducing()))
          .with("axis", l.axes())
          .with("keepdims", l.keepDims());
    } else if (layer instanceof Slice l) {
      return function("__operators__.getitem").with("slice_spec", slices(l, false));
    } else if (layer instanceof ExpandDims l) {
      return function("expand_dims").with("axis", l.axis());
    } else if (layer instanceof Squeeze l) {
      return function("compat.v1.squeeze").with("axis", l.axes());
    } else if (layer instanceof MatrixProduct l) {
      return function(MATRIX_PRODUCT)
          .with("transpose_a", l.transposeFirst())
          .with("transpose_b", l.transposeSecond());
    } else if (layer instanceof BlockShuffle l) {
      return function(l.toChannels() ? "nn.space_to_depth" : "nn.depth_to_space")
          .with("block_size", l.block());
    }
    throw UserError.because(
            "The layer '" + layer.name() + "' cannot be written in this format of Keras")
        .received(layer.kind())
        .next("export to another format");
  }

  private static OperatorForm keras3(OperatorLayer layer) {
    if (layer instanceof Clip l) {
      if (Float.isInfinite(l.max())) {
        return function(KERAS_3_NUMPY + "Maximum").withLast(l.min());
      }
      return Float.isInfinite(l.min())
          ? function(KERAS_3_NUMPY + "Minimum").withLast(l.max())
          : function(KERAS_3_NUMPY + "Clip").kept("x_min", l.min()).kept("x_max", l.max());
    } else if (layer instanceof Divide) {
      return function(KERAS_3_NUMPY + "TrueDivide");
    } else if (layer instanceof Reciprocal l) {
      return function(KERAS_3_NUMPY + "TrueDivide").withFirst(l.numerator());
    } else if (layer instanceof Elementwise l) {
      return function(
          switch (l.function()) {
            case ABSOLUTE -> KERAS_3_NUMPY + "Absolute";
            case SQUARE -> KERAS_3_NUMPY + "Square";
            case SQUARE_ROOT -> KERAS_3_NUMPY + "Sqrt";
            case RECIPROCAL_SQUARE_ROOT -> "keras.src.ops.math.Rsqrt";
            case LOGARITHM -> KERAS_3_NUMPY + "Log";
          });
    } else if (layer instanceof Reduction l) {
      String name = lower(l.reducing());
      String kerasClass = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      return function(KERAS_3_NUMPY + kerasClass)
          .kept("axis", l.axes())
          .kept("keepdims", l.keepDims());
    } else if (layer instanceof Slice l) {
      return function(KERAS_3_NUMPY + "GetItem").withLast(slices(l, true));
    } else if (layer instanceof ExpandDims l) {
      return function(KERAS_3_NUMPY + "ExpandDims").kept("axis", l.axis());
    } else if (layer instanceof Squeeze l) {
      return function(KERAS_3_NUMPY + "Squeeze").kept("axis", l.axes());
    } else if (layer instanceof MatrixProduct l) {
      return product(l);
    } else if (layer instanceof Einsum l) {
      return einsum(l.first() + "," + l.second() + "->" + l.output());
    } else if (layer instanceof BlockShuffle l) {
      return function("keras.src.ops.nn." + (l.toChannels() ? "SpaceToDepth" : "DepthToSpace"))
          .kept("block_size", l.block());
    }
    throw new IllegalStateException("no form for " + layer.kind());
  }

  private static OperatorForm product(MatrixProduct l) {
    if (!l.transposeFirst() && !l.transposeSecond()) {
      return function(KERAS_3_NUMPY + "Matmul");
    }
    return einsum(
        (l.transposeFirst() ? "...km" : "...mk")
            + (l.transposeSecond() ? ",...nk" : ",...kn")
            + "->...mn");
  }

  private static OperatorForm einsum(String subscripts) {
    return function(KERAS_3_NUMPY + "Einsum").kept("subscripts", subscripts);
  }

  /** The name that Keras 2 gives to the second operand. */
  String second() {
    return function.equals(MATRIX_PRODUCT) ? "b" : "y";
  }

  private static ArrayNode slices(Slice l, boolean keras3) {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (Part p : l.parts()) {
      switch (p.selection()) {
        case NEW_AXIS -> all.addNull();
        case INDEX -> all.add(p.begin());
        case REST -> {
          ObjectNode ellipsis = all.addObject().put("class_name", "__ellipsis__");
          if (keras3) {
            ellipsis.putObject("config");
          }
        }
        case RANGE -> range(p, keras3, all.addObject());
      }
    }
    return all;
  }

  private static void range(Part p, boolean keras3, ObjectNode slice) {
    ObjectNode config = keras3 ? slice.put("class_name", "__slice__").putObject("config") : slice;
    config.put("start", p.begin());
    config.set("stop", p.end() == Integer.MAX_VALUE ? null : IntNode.valueOf(p.end()));
    config.put("step", p.step());
  }

  private static String lower(Enum<?> e) {
    return e.name().toLowerCase(Locale.ROOT);
  }

  private static OperatorForm function(String name) {
    return new OperatorForm(
        name,
        Json.MAPPER.createObjectNode(),
        Json.MAPPER.createObjectNode(),
        Optional.empty(),
        Optional.empty());
  }

  private OperatorForm with(String name, Object value) {
    named.set(name, Json.MAPPER.valueToTree(value));
    return this;
  }

  private OperatorForm kept(String name, Object value) {
    config.set(name, Json.MAPPER.valueToTree(value));
    return this;
  }

  private OperatorForm withFirst(Object value) {
    return new OperatorForm(
        function, config, named, Optional.of(Json.MAPPER.valueToTree(value)), last);
  }

  private OperatorForm withLast(Object value) {
    return new OperatorForm(
        function, config, named, first, Optional.of(Json.MAPPER.valueToTree(value)));
  }
}
