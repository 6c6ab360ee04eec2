package cortado.measure;

import cortado.measure.worker.Phase;
import cortado.measure.worker.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a child has told so far. */
final class Figures {
  private final Map<String, String> told = new HashMap<>();
  private final List<String> operators = new ArrayList<>();
  private Phase phase = Phase.START;

  /** Takes a line; answers whether a new phase began. */
  boolean take(Wire wire) {
    if (wire.key().equals("phase")) {
      phase = Phase.valueOf(wire.value());
      return true;
    }
    if (wire.key().equals("operator")) {
      operators.add(wire.value());
    } else {
      told.put(wire.key(), wire.value());
    }
    return false;
  }

  Phase phase() {
    return phase;
  }

  boolean done() {
    return told.containsKey("done");
  }

  List<String> operators() {
    return operators;
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(told.get(key));
  }

  OptionalLong bytes(String key) {
    String value = told.get(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
  }

  OptionalDouble milliseconds(String key) {
    String value = told.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
  }
}
