package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of one call of a layer: tensors, which are its inputs, and constants. */
record CallArguments(List<Argument> positional, Map<String, Argument> named) {
  private static final Argument ABSENT = new Argument(List.of(), MissingNode.getInstance());

  /**
   * One argument.
   *
   * @param tensors which inputs of the call stand there
   * @param constant missing where there are tensors
   */
  record Argument(List<Integer> tensors, JsonNode constant) {
    Argument {
      tensors = List.copyOf(tensors);
    }

    /** Whether every layer takes it: none, and {@code training} and {@code mask} at rest. */
    boolean isDefault(String name) {
      return tensors.isEmpty() && isNone(constant)
          || name.equals("training") && constant.isBoolean() && !constant.booleanValue();
    }

    private static boolean isNone(JsonNode v) {
      boolean none = v.isNull() || v.isMissingNode() || v.isArray();
      for (JsonNode element : v) {
        none &= element.isNull();
      }
      return none;
    }
  }

  CallArguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** The call of a layer on so many inputs, without other arguments. */
  static CallArguments inputs(List<Integer> tensors) {
    return new CallArguments(List.of(new Argument(tensors, MissingNode.getInstance())), Map.of());
  }

  /** The argument at a position, or else of a name; absent if there is neither. */
  Argument at(int position, String name) {
    return position < positional.size()
        ? positional.get(position)
        : named.getOrDefault(name, ABSENT);
  }

  /** What is not at its default, except the tensors of the first argument, by place. */
  Map<String, Argument> particular() {
    Map<String, Argument> found = new LinkedHashMap<>();
    for (int i = 0; i < positional.size(); i++) {
      Argument a = positional.get(i);
      if (!a.isDefault("") && (i > 0 || a.tensors().isEmpty())) {
        found.put(Integer.toString(i), a);
      }
    }
    named.forEach(
        (name, a) -> {
          if (!a.isDefault(name)) {
            found.put(name, a);
          }
        });
    return found;
  }
}
