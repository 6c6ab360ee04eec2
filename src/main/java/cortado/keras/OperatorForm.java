package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Layer;
import cortado.graph.NamedActivation;
import cortado.graph.OperatorLayer;
import cortado.graph.OperatorLayer.BlockShuffle;
import cortado.graph.OperatorLayer.Clip;
import cortado.graph.OperatorLayer.Divide;
import cortado.graph.OperatorLayer.Einsum;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.ExpandDims;
import cortado.graph.OperatorLayer.MatrixProduct;
import cortado.graph.OperatorLayer.Part;
import cortado.graph.OperatorLayer.Power;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Reducing;
import cortado.graph.OperatorLayer.Reduction;
import cortado.graph.OperatorLayer.Repeat;
import cortado.graph.OperatorLayer.Roll;
import cortado.graph.OperatorLayer.Slice;
import cortado.graph.OperatorLayer.Split;
import cortado.graph.OperatorLayer.Squeeze;
import cortado.graph.OperatorLayer.Stack;
import cortado.graph.OperatorLayer.Tile;
import cortado.graph.OperatorLayer.Unstack;
import java.util.ArrayList;
import java.util.List;
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
  private static final String KERAS_3_NN = "keras.src.ops.nn.";
  private static final String KERAS_3_NUMPY = "keras.src.ops.numpy.";

  /** The form of a layer that is an operator, or has no other form in this generation. */
  static Optional<OperatorForm> of(Layer layer, Generation generation) {
    boolean third = generation == Generation.KERAS_3;
    if (layer instanceof OperatorLayer operator) {
      return Optional.of(third ? keras3(operator) : keras2(operator));
    } else if (layer instanceof Layer.ActivationLayer a
        && a.activation() instanceof NamedActivation f) {
      return third ? keras3(f) : keras2(f);
    }
    return Optional.empty();
  }

  /** Functions that are no named activations there. */
  private static Optional<OperatorForm> keras2(NamedActivation f) {
    return switch (f) {
      case GELU_TANH -> Optional.of(function("nn.gelu").with("approximate", true));
      case LOG_SIGMOID -> Optional.of(function("math.log_sigmoid"));
      case LOG_SOFTMAX -> Optional.of(function("nn.log_softmax"));
      default -> Optional.empty();
    };
  }

  private static Optional<OperatorForm> keras3(NamedActivation f) {
    return f == NamedActivation.GELU_TANH
        ? Optional.of(function(KERAS_3_NN + "Gelu").kept("approximate", true))
        : Optional.empty();
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
      String name = l.reducing() == Reducing.VAR ? "variance" : lower(l.reducing());
      return function("math.reduce_" + name).with("axis", l.axes()).with("keepdims", l.keepDims());
    } else if (layer instanceof Power l) {
      return function("math.pow").with("y", l.exponent());
    } else if (layer instanceof Slice l) {
      return function("__operators__.getitem").with("slice_spec", slices(l, false));
    } else if (layer instanceof ExpandDims l) {
      return function("expand_dims").with("axis", l.axis());
    } else if (layer instanceof Squeeze l) {
      return function("compat.v1.squeeze").with("axis", l.axes());
    } else if (layer instanceof Split l) {
      List<Integer> sizes = sizes(l.ends());
      return function("split")
          .with("num_or_size_splits", sizes.isEmpty() ? l.parts() : sizes)
          .with("axis", l.axis());
    } else if (layer instanceof Unstack l) {
      return function("unstack").with("axis", l.axis());
    } else if (layer instanceof Stack l) {
      return function("stack").with("axis", l.axis());
    } else if (layer instanceof Tile l) {
      return function("tile").with("multiples", l.times());
    } else if (layer instanceof Repeat l) {
      return function("repeat").with("repeats", l.times()).with("axis", l.axis());
    } else if (layer instanceof Roll l) {
      return function("roll").with("shift", l.shifts()).with("axis", l.axes());
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
    } else if (layer instanceof Power l) {
      return function(KERAS_3_NUMPY + "Power").withLast(l.exponent());
    } else if (layer instanceof OperatorLayer.Celu l) {
      return function(KERAS_3_NN + "Celu").kept("alpha", l.alpha());
    } else if (layer instanceof OperatorLayer.Shrink l) {
      return function(KERAS_3_NN + (l.soft() ? "SoftShrink" : "HardShrink"))
          .kept("threshold", l.threshold());
    } else if (layer instanceof OperatorLayer.Threshold l) {
      return function(KERAS_3_NN + "Threshold")
          .kept("threshold", l.threshold())
          .kept("default_value", l.otherwise());
    } else if (layer instanceof Slice l) {
      return function(KERAS_3_NUMPY + "GetItem").withLast(slices(l, true));
    } else if (layer instanceof ExpandDims l) {
      return function(KERAS_3_NUMPY + "ExpandDims").kept("axis", l.axis());
    } else if (layer instanceof Squeeze l) {
      return function(KERAS_3_NUMPY + "Squeeze").kept("axis", l.axes());
    } else if (layer instanceof Split l) {
      return function(KERAS_3_NUMPY + "Split")
          .kept("indices_or_sections", l.ends().isEmpty() ? l.parts() : l.ends())
          .kept("axis", l.axis());
    } else if (layer instanceof Unstack l) {
      return function("keras.src.ops.core.Unstack").kept("num", null).kept("axis", l.axis());
    } else if (layer instanceof Stack l) {
      return function(KERAS_3_NUMPY + "Stack").kept("axis", l.axis());
    } else if (layer instanceof Tile l) {
      return function(KERAS_3_NUMPY + "Tile").kept("repeats", l.times());
    } else if (layer instanceof Repeat l) {
      return function(KERAS_3_NUMPY + "Repeat").kept("repeats", l.times()).kept("axis", l.axis());
    } else if (layer instanceof Roll l) {
      return function(KERAS_3_NUMPY + "Roll").kept("shift", l.shifts()).kept("axis", l.axes());
    } else if (layer instanceof MatrixProduct l) {
      return product(l);
    } else if (layer instanceof Einsum l) {
      return einsum(l.first() + "," + l.second() + "->" + l.output());
    } else if (layer instanceof BlockShuffle l) {
      return function(KERAS_3_NN + (l.toChannels() ? "SpaceToDepth" : "DepthToSpace"))
          .kept("block_size", l.block());
    }
    throw new IllegalStateException("no form for " + layer.kind());
  }

  /** The extents of parts by where they end; the last is what remains. */
  private static List<Integer> sizes(List<Integer> ends) {
    List<Integer> sizes = new ArrayList<>();
    for (int end : ends) {
      sizes.add(end - sizes.stream().mapToInt(n -> n).sum());
    }
    if (!ends.isEmpty()) {
      sizes.add(-1);
    }
    return sizes;
  }

  /** Whether the tensors stand in one list. */
  boolean takesList() {
    return function.equals("stack") || function.endsWith(".Stack");
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
