package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer;
import cortado.graph.Layer;
import cortado.graph.LayerActivation;
import cortado.graph.NamedActivation;
import cortado.tensor.Shape;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that each generation of Keras gives to activation functions. One with parameters is a
 * layer's class and configuration in the place of the name.
 */
final class Activations {
  private static final Map<Generation, Map<String, NamedActivation>> NAMES =
      new EnumMap<>(Generation.class);

  /** Functions that models of Keras 2 register under these names. */
  private static final Map<String, NamedActivation> REGISTERED =
      Map.of(
          "hard_swish", NamedActivation.HARD_SWISH,
          "hswish", NamedActivation.HARD_SWISH,
          "h_swish", NamedActivation.HARD_SWISH,
          "Hswish", NamedActivation.HARD_SWISH,
          "hsigmoid", NamedActivation.HARD_SIGMOID_SIXTH,
          "h_sigmoid", NamedActivation.HARD_SIGMOID_SIXTH,
          "Swish", NamedActivation.SWISH,
          "Mish", NamedActivation.MISH);

  static {
    Map<String, NamedActivation> all = new LinkedHashMap<>();
    all.put("linear", NamedActivation.LINEAR);
    all.put("relu", NamedActivation.RELU);
    all.put("sigmoid", NamedActivation.SIGMOID);
    all.put("tanh", NamedActivation.TANH);
    all.put("softmax", NamedActivation.SOFTMAX);
    all.put("relu6", NamedActivation.RELU6);
    all.put("elu", NamedActivation.ELU);
    all.put("selu", NamedActivation.SELU);
    all.put("gelu", NamedActivation.GELU);
    all.put("swish", NamedActivation.SWISH);
    all.put("silu", NamedActivation.SWISH);
    all.put("softplus", NamedActivation.SOFTPLUS);
    all.put("softsign", NamedActivation.SOFTSIGN);
    all.put("mish", NamedActivation.MISH);
    all.put("exponential", NamedActivation.EXPONENTIAL);
    all.put("leaky_relu", NamedActivation.LEAKY_RELU);
    all.put("hard_sigmoid", NamedActivation.HARD_SIGMOID_FIFTH);
    NAMES.put(Generation.KERAS_1, all);
    NAMES.put(Generation.KERAS_2, all);
    Map<String, NamedActivation> third = new LinkedHashMap<>(all);
    third.put("hard_sigmoid", NamedActivation.HARD_SIGMOID_SIXTH);
    third.put("hard_silu", NamedActivation.HARD_SWISH);
    third.put("hard_swish", NamedActivation.HARD_SWISH);
    third.put("hard_tanh", NamedActivation.HARD_TANH);
    third.put("log_sigmoid", NamedActivation.LOG_SIGMOID);
    third.put("tanh_shrink", NamedActivation.TANH_SHRINK);
    third.put("squareplus", NamedActivation.SQUAREPLUS);
    third.put("glu", NamedActivation.GLU);
    third.put("log_softmax", NamedActivation.LOG_SOFTMAX);
    third.put("soft_shrink", NamedActivation.SOFT_SHRINK);
    third.put("hard_shrink", NamedActivation.HARD_SHRINK);
    third.put("sparse_plus", NamedActivation.SPARSE_PLUS);
    third.put("sparse_sigmoid", NamedActivation.SPARSE_SIGMOID);
    // Equal to ELU where alpha is 1, as in the function without arguments.
    third.put("celu", NamedActivation.ELU);
    NAMES.put(Generation.KERAS_3, third);
  }

  private Activations() {}

  /** The activation under a key; linear where there is none. */
  static Activation read(LayerConfig c, String key) {
    JsonNode v = c.get(key);
    if (v.isMissingNode() || v.isNull()) {
      return Activation.LINEAR;
    }
    return v.isObject() ? object(c, key, v) : named(c, key, v.asText());
  }

  private static Activation object(LayerConfig c, String key, JsonNode v) {
    if (v.path("config").isTextual()) {
      // A function that Keras 3 has no short form for: {"class_name": "function", "config": name}.
      return named(c, key, v.path("config").textValue());
    }
    boolean nested = v.path("config").path("activation").isObject();
    if (nested || !LayerCodecs.isKnown(v.path("class_name").asText())) {
      throw c.unsupported(key, names(c.generation()) + ", or an activation layer");
    }
    LayerConfig inner =
        new LayerConfig(
            Call.chained(v, c.name(), List.of()), Shape.UNKNOWN, c.generation(), c.customs());
    Layer layer = LayerCodecs.read(inner);
    if (layer instanceof Layer.ActivationLayer a) {
      return a.activation();
    } else if (layer instanceof ElementwiseLayer e && layer.weights(Shape.of(1, 1)).isEmpty()) {
      return new LayerActivation(e);
    }
    throw c.unsupported(key, "a function or an activation layer without weights");
  }

  private static Activation named(LayerConfig c, String key, String name) {
    Map<String, NamedActivation> names = NAMES.get(c.generation());
    // A registered function is written as package>name.
    String last = name.substring(name.lastIndexOf('>') + 1);
    NamedActivation f = names.getOrDefault(last, REGISTERED.get(last));
    if (f == null) {
      throw c.unsupported(key, names(c.generation()));
    }
    return f;
  }

  /**
   * Writes an activation.
   *
   * @throws UserError if the generation has no name for it
   */
  static void write(String key, Activation a, ConfigWriter c) {
    if (a instanceof NamedActivation named) {
      c.json().put(key, name(named, c));
    } else if (a instanceof LayerActivation l) {
      LayerCodec<?> codec = LayerCodecs.of(l.layer());
      ObjectNode entry = c.json().putObject(key);
      if (c.generation() == Generation.KERAS_3) {
        entry.put("module", "keras.layers");
      }
      entry.put("class_name", codec.kerasClass());
      ObjectNode config = entry.putObject("config").put("name", l.layer().name());
      config.put("dtype", "float32");
      codec.write(l.layer(), new ConfigWriter(config, c.generation()));
      if (c.generation() == Generation.KERAS_3) {
        entry.putNull("registered_name");
      }
    }
  }

  private static String name(NamedActivation f, ConfigWriter c) {
    return NAMES.get(c.generation()).entrySet().stream()
        .filter(e -> e.getValue() == f)
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because(
                        "The activation of the layer '"
                            + c.json().path("name").asText()
                            + "' has no name in this format of Keras")
                    .received(f)
                    .allowed(names(c.generation()))
                    .next("export to another format"))
        .getKey();
  }

  private static String names(Generation generation) {
    return String.join(", ", NAMES.get(generation).keySet());
  }
}
