package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.ElementwiseLayer.Softmax;
import cortado.graph.LayerActivation;
import cortado.graph.NamedActivation;
import cortado.graph.Padding;
import cortado.graph.Size2;
import cortado.keras.CallArguments.Argument;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoublePredicate;

/** A layer's configuration, whose values are checked as they are read. */
final class LayerConfig {

  private static final String FORMAT = "data_format";
  private static final List<String> CHANNELS_LAST = List.of("channels_last", "NHWC", "NWC");
  private static final List<String> CHANNELS_FIRST = List.of("channels_first", "NCHW", "NCW");

  private final String name;
  private final String kind;
  private final JsonNode config;
  private final int inputRank;
  private final Generation generation;
  private final CustomLayers customs;
  private final String module;
  private final CallArguments arguments;
  private final Set<String> expected = new HashSet<>();

  /**
   * A configuration.
   *
   * @param call the layer's first, whose arguments an operator computes with
   * @param inputRank how many axes the first input has; {@link Shape#UNKNOWN} without input
   * @param generation of Keras that wrote it
   * @param customs what classes mean that are not of Keras
   */
  LayerConfig(Call call, int inputRank, Generation generation, CustomLayers customs) {
    this.name = call.layer();
    this.kind = call.entry().path("class_name").asText();
    this.module = call.entry().path("module").asText();
    this.config = call.entry().path("config");
    this.arguments = call.arguments();
    this.inputRank = inputRank;
    this.generation = generation;
    this.customs = customs;
  }

  String name() {
    return name;
  }

  String kind() {
    return kind;
  }

  int inputRank() {
    return inputRank;
  }

  Generation generation() {
    return generation;
  }

  CustomLayers customs() {
    return customs;
  }

  /** The Python module of its class, such as {@code keras.src.ops.numpy}; empty in old files. */
  String module() {
    return module;
  }

  JsonNode get(String key) {
    return config.path(key);
  }

  /**
   * A constant that the layer is called with; missing if there is none or a tensor stands there.
   * What is not asked for, by this or {@link #tensor}, is refused.
   *
   * @param position from 0; Keras 2 has all but the first argument by name
   */
  JsonNode argument(int position, String name) {
    expect(position, name);
    return arguments.at(position, name).constant();
  }

  /** Which of the layer's inputs is the argument; empty if that is no tensor. */
  OptionalInt tensor(int position, String name) {
    expect(position, name);
    return arguments.at(position, name).tensors().stream().mapToInt(i -> i).findFirst();
  }

  private void expect(int position, String name) {
    expected.add(Integer.toString(position));
    expected.add(name);
  }

  /** Refuses a call with arguments that the codec did not ask for. */
  void requireNoOtherArguments() {
    for (Map.Entry<String, Argument> e : arguments.particular().entrySet()) {
      if (!expected.contains(e.getKey())) {
        throw UserError.because(
                "The layer '" + name + "' of class " + kind + " has an unsupported call argument")
            .received(
                e.getKey()
                    + ": "
                    + (e.getValue().tensors().isEmpty() ? e.getValue().constant() : "a tensor"));
      }
    }
  }

  int positive(String key) {
    return positive(key, get(key));
  }

  private int positive(String key, JsonNode v) {
    if (!v.isIntegralNumber() || !v.canConvertToInt() || v.intValue() < 1) {
      throw unsupported(key, "1 to " + Integer.MAX_VALUE);
    }
    return v.intValue();
  }

  int positive(String key, int ifAbsent) {
    return isAbsent(key) ? ifAbsent : positive(key);
  }

  /** A pair of numbers, or one for both. */
  Size2 size(String key, Size2 ifAbsent) {
    return isAbsent(key) ? ifAbsent : size(key);
  }

  Size2 size(String key) {
    JsonNode v = get(key);
    if (v.isArray() && v.size() == 2) {
      return new Size2(positive(key, v.get(0)), positive(key, v.get(1)));
    }
    return Size2.square(positive(key));
  }

  /** A number, alone or in a list of one. */
  int extent(String key) {
    JsonNode v = get(key);
    return positive(key, v.isArray() && v.size() == 1 ? v.get(0) : v);
  }

  int extent(String key, int ifAbsent) {
    return isAbsent(key) ? ifAbsent : extent(key);
  }

  List<Integer> integers(String key) {
    List<Integer> all = new ArrayList<>();
    for (JsonNode v : get(key)) {
      if (!v.isIntegralNumber() || !v.canConvertToInt()) {
        throw unsupported(key, "a list of whole numbers");
      }
      all.add(v.intValue());
    }
    return all;
  }

  boolean flag(String key, boolean ifAbsent) {
    if (!isAbsent(key) && !get(key).isBoolean()) {
      throw unsupported(key, "true, false");
    }
    return isAbsent(key) ? ifAbsent : get(key).booleanValue();
  }

  /** A number that meets a condition, which {@code allowed} tells to the user. */
  float number(String key, float ifAbsent, DoublePredicate condition, String allowed) {
    if (isAbsent(key)) {
      return ifAbsent;
    } else if (!get(key).isNumber() || !condition.test(get(key).doubleValue())) {
      throw unsupported(key, allowed);
    }
    return get(key).floatValue();
  }

  float finite(String key, float ifAbsent) {
    return number(key, ifAbsent, v -> Float.isFinite((float) v), "a finite number");
  }

  /** The axis, from 0 or from -1 backwards; in a list of one as well. */
  int axis(String key, int ifAbsent) {
    JsonNode v = get(key).isArray() && get(key).size() == 1 ? get(key).get(0) : get(key);
    if (isAbsent(key)) {
      return ifAbsent;
    } else if (!v.isIntegralNumber() || !v.canConvertToInt()) {
      throw unsupported(key, "one axis");
    }
    return v.intValue();
  }

  Padding padding() {
    return oneOf("padding", Padding.class, Padding.VALID);
  }

  /**
   * Whether its images or signals have the channels first.
   *
   * @throws UserError if the file names another order than the known ones
   */
  boolean channelsFirst() {
    JsonNode v =
        isAbsent(FORMAT) ? arguments.at(Integer.MAX_VALUE, FORMAT).constant() : get(FORMAT);
    String format = v.isMissingNode() || v.isNull() ? CHANNELS_LAST.get(0) : v.asText();
    if (!CHANNELS_FIRST.contains(format) && !CHANNELS_LAST.contains(format)) {
      throw unsupported(FORMAT, "channels_last, channels_first");
    }
    return CHANNELS_FIRST.contains(format);
  }

  /** The activation, linear where there is none, for images with the channels last. */
  Activation activation() {
    Activation f = Activations.read(this, "activation");
    // Softmax takes an axis by its place, which need not be that of the channels.
    if (channelsFirst() && f == NamedActivation.SOFTMAX) {
      return new LayerActivation(new Softmax("softmax", ChannelAxes.moved(-1, inputRank)));
    } else if (channelsFirst()
        && f instanceof LayerActivation a
        && a.layer() instanceof Softmax s) {
      return new LayerActivation(new Softmax(s.name(), ChannelAxes.moved(s.axis(), inputRank)));
    }
    return f;
  }

  /** A constant by its name in lower case. */
  <E extends Enum<E>> E oneOf(String key, Class<E> type, E ifAbsent) {
    JsonNode v = get(key);
    if (isAbsent(key)) {
      return ifAbsent;
    }
    List<String> allowed = Arrays.stream(type.getEnumConstants()).map(LayerConfig::keras).toList();
    int i = v.isTextual() ? allowed.indexOf(v.textValue()) : -1;
    if (i < 0) {
      throw unsupported(key, String.join(", ", allowed));
    }
    return type.getEnumConstants()[i];
  }

  /** Refuses every value but this one, which is also the default. */
  void requireAbsentOr(String key, String json) {
    if (!isAbsent(key) && !get(key).toString().equals(json)) {
      throw unsupported(key, json);
    }
  }

  UserError unsupported(String key, Object allowed) {
    return UserError.because(
            "The layer '" + name + "' of class " + kind + " has an unsupported " + key)
        .received(get(key).isMissingNode() ? "nothing" : get(key))
        .allowed(allowed);
  }

  boolean isAbsent(String key) {
    return get(key).isMissingNode() || get(key).isNull();
  }

  static String keras(Enum<?> e) {
    return lower(e.name());
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
