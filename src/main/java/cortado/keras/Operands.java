package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an operator is called with: tensors, and constants that Keras 2 has among the arguments of
 * the call and Keras 3 there or in the configuration.
 */
record Operands(LayerConfig config, String function) {

  String name() {
    return config.name();
  }

  int rank() {
    return config.inputRank();
  }

  /** Whether a tensor stands at a position. */
  boolean isTensor(int position, String name) {
    OptionalInt tensor = config.tensor(position, name);
    return tensor.isPresent();
  }

  /** A constant under any of these names; missing if there is none. */
  JsonNode constant(int position, String... names) {
    for (String name : names) {
      JsonNode v = config.argument(position, name);
      if (!v.isMissingNode()) {
        return v;
      }
      if (!config.get(name).isMissingNode()) {
        return config.get(name);
      }
    }
    return config.get("");
  }

  /** Takes note of an argument that changes nothing. */
  Operands ignoring(String... names) {
    for (String name : names) {
      config.argument(Integer.MAX_VALUE, name);
    }
    return this;
  }

  float number(JsonNode v, float ifAbsent) {
    if (v.isMissingNode() || v.isNull()) {
      return ifAbsent;
    }
    List<Float> all = numbers(v);
    if (all.size() != 1) {
      throw refused("the constant " + v, "one number");
    }
    return all.get(0);
  }

  boolean flag(JsonNode v, boolean ifAbsent) {
    return v.isBoolean() ? v.booleanValue() : ifAbsent;
  }

  /** One number, or one for each position along the last axis. */
  List<Float> numbers(JsonNode v) {
    JsonNode inner = v.isObject() ? v.path("config").path("value") : v;
    while (inner.isArray() && inner.size() == 1) {
      inner = inner.get(0);
    }
    List<Float> all = new ArrayList<>();
    for (JsonNode n : inner.isArray() ? inner : List.of(inner)) {
      if (!n.isNumber() || !Float.isFinite(n.floatValue())) {
        throw refused("a constant operand", "a number, or one for each channel");
      }
      all.add(n.floatValue());
    }
    return all;
  }

  /** Whole numbers, alone or in a list. */
  List<Integer> integers(JsonNode v) {
    List<Integer> all = new ArrayList<>();
    for (JsonNode n : v.isArray() ? v : List.of(v)) {
      if (!n.isIntegralNumber() || !n.canConvertToInt()) {
        throw refused(v, "whole numbers");
      }
      all.add(n.intValue());
    }
    return all;
  }

  /** Axes from 1 to rank - 1, sorted. */
  List<Integer> axes(JsonNode v) {
    List<Integer> axes = new ArrayList<>();
    for (int axis : integers(v)) {
      int index = axis < 0 ? axis + rank() : axis;
      if (index < 1 || index >= rank()) {
        throw refused("axis " + axis, "1 to " + (rank() - 1));
      }
      axes.add(index);
    }
    return axes.stream().distinct().sorted().toList();
  }

  UserError refused(Object received, String allowed) {
    return UserError.because(
            "The layer '" + name() + "' calls " + function + " in a way that is not supported")
        .received(received)
        .allowed(allowed);
  }
}
