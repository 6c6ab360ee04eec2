package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Border;
import cortado.graph.ElementwiseLayer.ELU;
import cortado.graph.ElementwiseLayer.LeakyReLU;
import cortado.graph.ElementwiseLayer.Merge;
import cortado.graph.ElementwiseLayer.Merging;
import cortado.graph.ElementwiseLayer.ReLU;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.graph.Layer;
import cortado.graph.Layer.ActivationLayer;
import cortado.graph.NamedActivation;
import cortado.graph.NormalizationLayer.Rescaling;
import cortado.graph.NormalizationLayer.UnitNormalization;
import cortado.graph.OperatorLayer.Clip;
import cortado.graph.OperatorLayer.Divide;
import cortado.graph.OperatorLayer.Elementwise;
import cortado.graph.OperatorLayer.ExpandDims;
import cortado.graph.OperatorLayer.Function;
import cortado.graph.OperatorLayer.Reciprocal;
import cortado.graph.OperatorLayer.Reducing;
import cortado.graph.OperatorLayer.Squeeze;
import cortado.graph.ShapeLayer.Permute;
import cortado.graph.ShapeLayer.Reshape;
import cortado.graph.SpatialLayer.ZeroPadding1D;
import cortado.graph.SpatialLayer.ZeroPadding2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Operators of functional models, read as the layer of Keras that computes the same where there is
 * one, so that either generation can write it. Keras 2 writes them as {@code TFOpLambda} with a
 * function of TensorFlow, Keras 3 as classes of {@code keras.src.ops}.
 */
final class OperatorReader {
  /** How an operator is read. */
  interface Reader {
    Layer read(Operands o);
  }

  private static final Set<String> KERAS_2 = Set.of("TFOpLambda", "SlicingOpLambda");
  private static final Map<String, Reader> READERS = new TreeMap<>();

  static {
    Map<String, NamedActivation> functions =
        Map.ofEntries(
            Map.entry("relu", NamedActivation.RELU),
            Map.entry("relu6", NamedActivation.RELU6),
            Map.entry("sigmoid", NamedActivation.SIGMOID),
            Map.entry("tanh", NamedActivation.TANH),
            Map.entry("silu", NamedActivation.SWISH),
            Map.entry("swish", NamedActivation.SWISH),
            Map.entry("selu", NamedActivation.SELU),
            Map.entry("softplus", NamedActivation.SOFTPLUS),
            Map.entry("softsign", NamedActivation.SOFTSIGN),
            Map.entry("mish", NamedActivation.MISH),
            Map.entry("exp", NamedActivation.EXPONENTIAL),
            Map.entry("hardsigmoid", NamedActivation.HARD_SIGMOID_SIXTH),
            Map.entry("hardsilu", NamedActivation.HARD_SWISH),
            Map.entry("hardtanh", NamedActivation.HARD_TANH),
            Map.entry("logsigmoid", NamedActivation.LOG_SIGMOID),
            Map.entry("tanhshrink", NamedActivation.TANH_SHRINK),
            Map.entry("identity", NamedActivation.LINEAR),
            Map.entry("stopgradient", NamedActivation.LINEAR));
    functions.forEach((name, f) -> READERS.put(name, o -> new ActivationLayer(o.name(), f)));
    Map<String, Function> unary =
        Map.of(
            "abs", Function.ABSOLUTE,
            "absolute", Function.ABSOLUTE,
            "square", Function.SQUARE,
            "sqrt", Function.SQUARE_ROOT,
            "rsqrt", Function.RECIPROCAL_SQUARE_ROOT,
            "log", Function.LOGARITHM);
    unary.forEach((name, f) -> READERS.put(name, o -> new Elementwise(o.name(), f)));
    READERS.put("add", OperatorReader::add);
    READERS.put("biasadd", OperatorReader::add);
    READERS.put("subtract", OperatorReader::subtract);
    READERS.put("multiply", OperatorReader::multiply);
    for (String name : List.of("truediv", "truedivide", "divide", "div")) {
      READERS.put(name, OperatorReader::divide);
    }
    READERS.put("negative", o -> scaled(o, List.of(-1f), List.of(0f)));
    READERS.put("reciprocal", o -> new Reciprocal(o.name(), 1));
    READERS.put("maximum", o -> bounded(o, Merging.MAXIMUM));
    READERS.put("minimum", o -> bounded(o, Merging.MINIMUM));
    READERS.put("clip", OperatorReader::clip);
    READERS.put("clipbyvalue", OperatorReader::clip);
    READERS.put("gelu", OperatorReader::gelu);
    READERS.put(
        "leakyrelu",
        o -> new LeakyReLU(o.name(), o.number(o.constant(1, "alpha", "negative_slope"), 0.2f)));
    READERS.put("elu", o -> new ELU(o.name(), o.number(o.constant(1, "alpha"), 1)));
    READERS.put("softmax", OperatorReader::softmax);
    for (Reducing reducing : Reducing.values()) {
      String name = LayerConfig.keras(reducing);
      READERS.put(name, o -> reduction(o, reducing));
      READERS.put("reduce" + name, o -> reduction(o, reducing));
    }
    READERS.put("reducevariance", o -> reduction(o, Reducing.VAR));
    READERS.put("addn", o -> new Merge(o.name(), Merging.ADD));
    READERS.put("concat", OperatorReader::concatenate);
    READERS.put("concatenate", OperatorReader::concatenate);
    READERS.put("reshape", OperatorReader::reshape);
    READERS.put("transpose", OperatorReader::transpose);
    READERS.put("expanddims", o -> new ExpandDims(o.name(), oneAxis(o, o.constant(1, "axis"), 1)));
    READERS.put("squeeze", o -> new Squeeze(o.name(), o.axes(o.constant(1, "axis"))));
    READERS.put("getitem", SliceReader::read);
    READERS.put("pad", OperatorReader::pad);
    READERS.put("cast", OperatorReader::cast);
    READERS.put("l2normalize", o -> new UnitNormalization(o.name(), axes(o)));
    READERS.put("normalize", OperatorReader::normalize);
    READERS.putAll(ActivationOperators.ALL);
    READERS.putAll(ArrangementOperators.ALL);
    READERS.putAll(ImageOperators.ALL);
    READERS.putAll(ProductOperators.ALL);
  }

  private OperatorReader() {}

  /** Whether a layer is an operator. */
  static boolean takes(LayerConfig c) {
    return KERAS_2.contains(c.kind())
        || c.module().startsWith("keras.src.ops.")
        || c.module().startsWith("keras.src.activations");
  }

  static Layer read(LayerConfig c) {
    boolean second = KERAS_2.contains(c.kind());
    String function = second ? "tf." + c.get("function").asText() : "keras.ops." + c.kind();
    if (c.module().startsWith("keras.src.activations") && c.kind().equals("ReLU")) {
      return relu(c);
    }
    String last = function.substring(function.lastIndexOf('.') + 1);
    Reader reader = READERS.get(key(last));
    if (reader == null) {
      throw UserError.because(
              "The layer '" + c.name() + "' calls " + function + ", which is not supported")
          .allowed(String.join(", ", new TreeSet<>(READERS.keySet())));
    }
    return reader.read(new Operands(c, function).ignoring("name"));
  }

  /** One key for the spellings of TensorFlow and Keras, such as reduce_mean and ReduceMean. */
  private static String key(String function) {
    return LayerConfig.lower(function).replace("_", "");
  }

  private static Layer relu(LayerConfig c) {
    JsonNode max = c.get("max_value");
    return new ReLU(
        c.name(),
        max.isNumber() ? max.floatValue() : Float.POSITIVE_INFINITY,
        c.finite("negative_slope", 0),
        c.finite("threshold", 0));
  }

  private static boolean isMerge(Operands o, String second) {
    return o.isTensor(0, "x") & o.isTensor(1, second);
  }

  /** The constant beside the only tensor. */
  private static List<Float> constant(Operands o, String second) {
    return o.numbers(o.isTensor(0, "x") ? o.constant(1, second) : o.constant(0, "x"));
  }

  private static Rescaling scaled(Operands o, List<Float> scale, List<Float> offset) {
    return new Rescaling(o.name(), scale, offset);
  }

  private static Layer add(Operands o) {
    String second = o.function().endsWith("bias_add") ? "bias" : "y";
    return isMerge(o, second)
        ? new Merge(o.name(), Merging.ADD)
        : scaled(o, List.of(1f), constant(o, second));
  }

  private static Layer subtract(Operands o) {
    if (isMerge(o, "y")) {
      return new Merge(o.name(), Merging.SUBTRACT);
    }
    List<Float> c = constant(o, "y");
    return o.isTensor(0, "x")
        ? scaled(o, List.of(1f), c.stream().map(v -> -v).toList())
        : scaled(o, List.of(-1f), c);
  }

  private static Layer multiply(Operands o) {
    return isMerge(o, "y")
        ? new Merge(o.name(), Merging.MULTIPLY)
        : scaled(o, constant(o, "y"), List.of(0f));
  }

  private static Layer divide(Operands o) {
    if (isMerge(o, "y")) {
      return new Divide(o.name());
    }
    List<Float> c = constant(o, "y");
    if (o.isTensor(0, "x")) {
      if (c.contains(0f)) {
        throw o.refused("division by 0", "other numbers");
      }
      return scaled(o, c.stream().map(v -> (float) (1.0 / v)).toList(), List.of(0f));
    } else if (c.size() > 1) {
      throw o.refused("a list divided by a tensor", "one number");
    }
    return new Reciprocal(o.name(), c.get(0));
  }

  private static Layer bounded(Operands o, Merging merging) {
    if (isMerge(o, "y")) {
      return new Merge(o.name(), merging);
    }
    List<Float> c = constant(o, "y");
    if (c.size() > 1) {
      throw o.refused("a list of bounds", "one number");
    }
    return merging == Merging.MAXIMUM
        ? clip(o.name(), c.get(0), Float.POSITIVE_INFINITY)
        : clip(o.name(), Float.NEGATIVE_INFINITY, c.get(0));
  }

  private static Layer clip(Operands o) {
    float min = o.number(o.constant(1, "clip_value_min", "x_min"), Float.NEGATIVE_INFINITY);
    float max = o.number(o.constant(2, "clip_value_max", "x_max"), Float.POSITIVE_INFINITY);
    if (!(min < max)) {
      throw o.refused(min + " to " + max, "a least value below the greatest");
    }
    return clip(o.name(), min, max);
  }

  private static Layer clip(String name, float min, float max) {
    if (min == 0 && max == 6) {
      return new ActivationLayer(name, NamedActivation.RELU6);
    } else if (min == 0 && Float.isInfinite(max)) {
      return new ActivationLayer(name, Activation.RELU);
    }
    return min == 0 ? new ReLU(name, max, 0, 0) : new Clip(name, min, max);
  }

  private static Layer gelu(Operands o) {
    boolean third = o.config().generation() == Generation.KERAS_3;
    boolean approximate = o.flag(o.constant(1, "approximate"), third);
    return new ActivationLayer(
        o.name(), approximate ? NamedActivation.GELU_TANH : NamedActivation.GELU);
  }

  private static Layer softmax(Operands o) {
    JsonNode v = o.constant(1, "axis");
    int axis = v.isMissingNode() || v.isNull() ? -1 : o.axes(v).get(0);
    return axis == -1 || axis == o.rank() - 1
        ? new ActivationLayer(o.name(), Activation.SOFTMAX)
        : new Softmax(o.name(), axis);
  }

  private static Layer reduction(Operands o, Reducing reducing) {
    JsonNode axis = o.constant(1, "axis");
    if (axis.isMissingNode() || axis.isNull()) {
      throw o.refused("all axes, the batch among them", "axes from 1");
    }
    List<Integer> axes = o.axes(axis);
    boolean keep = o.flag(o.constant(2, "keepdims", "keep_dims"), false);
    return Reductions.of(o.name(), reducing, axes, keep, o.rank());
  }

  private static List<Integer> axes(Operands o) {
    JsonNode v = o.constant(1, "axis");
    return v.isMissingNode() ? List.of(-1) : o.axes(v);
  }

  static int oneAxis(Operands o, JsonNode v, int more) {
    List<Integer> axes = o.integers(v);
    int rank = o.rank() + more;
    int axis = axes.get(0) < 0 ? axes.get(0) + rank : axes.get(0);
    if (axes.size() != 1 || axis < 1 || axis >= rank) {
      throw o.refused("axis " + axes, "1 to " + (rank - 1));
    }
    return axis;
  }

  private static Layer concatenate(Operands o) {
    o.isTensor(0, "values");
    JsonNode axis = o.constant(1, "axis");
    return new Layer.Concatenate(o.name(), axis.isMissingNode() ? -1 : oneAxis(o, axis, 0));
  }

  private static Layer reshape(Operands o) {
    JsonNode given = o.constant(1, "shape", "newshape");
    List<Integer> shape = new ArrayList<>();
    for (JsonNode extent : given) {
      // Keras 3 writes null for an extent that it does not know, such as the batch's.
      shape.add(extent.isNull() ? -1 : o.integers(extent).get(0));
    }
    boolean rest =
        Collections.frequency(shape.subList(Math.min(1, shape.size()), shape.size()), -1) < 2;
    if (shape.size() < 2 || shape.get(0) != -1 || !rest) {
      throw o.refused(given, "-1 for the batch, then the other extents, one of them -1");
    }
    return new Reshape(o.name(), shape.subList(1, shape.size()));
  }

  private static Layer transpose(Operands o) {
    List<Integer> axes = o.ignoring("conjugate").integers(o.constant(1, "perm", "axes"));
    List<Integer> sorted = axes.stream().sorted().toList();
    if (!sorted.equals(IntStream.range(0, o.rank()).boxed().toList()) || axes.get(0) != 0) {
      throw o.refused(axes, "each axis once, the batch first");
    }
    return new Permute(o.name(), axes.subList(1, axes.size()));
  }

  private static Layer pad(Operands o) {
    String mode = o.constant(2, "mode").asText("constant");
    float value = o.number(o.constant(3, "constant_values"), 0);
    List<List<Integer>> sides = new ArrayList<>();
    o.constant(1, "paddings", "pad_width").forEach(side -> sides.add(o.integers(side)));
    List<Integer> none = List.of(0, 0);
    boolean fits =
        LayerConfig.lower(mode).equals("constant")
            && value == 0
            && sides.size() == o.rank()
            && (o.rank() == 3 || o.rank() == 4)
            && sides.stream().allMatch(s -> s.size() == 2 && s.get(0) >= 0 && s.get(1) >= 0)
            && sides.get(0).equals(none)
            && sides.get(o.rank() - 1).equals(none);
    if (!fits) {
      throw o.refused(mode + " " + sides, "zeros around images or signals");
    }
    List<Integer> rows = sides.get(1);
    if (o.rank() == 3) {
      return new ZeroPadding1D(o.name(), rows.get(0), rows.get(1));
    }
    List<Integer> columns = sides.get(2);
    return new ZeroPadding2D(
        o.name(), new Border(rows.get(0), rows.get(1), columns.get(0), columns.get(1)));
  }

  private static Layer cast(Operands o) {
    String type = o.constant(1, "dtype").asText();
    if (!type.equals("float32")) {
      throw o.refused(type, "float32");
    }
    return new ActivationLayer(o.name(), Activation.LINEAR);
  }

  private static Layer normalize(Operands o) {
    if (o.number(o.constant(2, "order"), 2) != 2) {
      throw o.refused(o.constant(2, "order"), "order 2");
    }
    return new UnitNormalization(o.name(), axes(o));
  }
}
