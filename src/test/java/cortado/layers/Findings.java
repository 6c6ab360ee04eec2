package cortado.layers;

import cortado.UserError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each model of the matrix can do, and what it cannot and says so. */
final class Findings {
  private static final String ABLE = "";

  /** By model: the reason of a hole, {@link #ABLE} where there is none. */
  private final Map<String, Map<Ability, String>> found = new TreeMap<>();

  private final List<String> failures = new ArrayList<>();

  /** Notes what was tried, with what is wrong if anything is. */
  void add(String model, Ability ability, Optional<String> wrong) {
    wrong.ifPresent(w -> failures.add(model + ", " + ability.title() + ": " + w));
    of(model).put(ability, ABLE);
  }

  /** Notes what is refused, by the first sentence of the message. */
  void hole(String model, Ability ability, UserError e) {
    String sentence = e.getMessage().replaceFirst("^Cannot read '[^']*': ", "");
    of(model).put(ability, sentence.replaceFirst("\\. (Received|Allowed|Next): .*|\\.$", ""));
  }

  boolean knows(String model, Ability ability) {
    return of(model).containsKey(ability);
  }

  /** What went wrong without being refused. */
  List<String> failures() {
    return failures;
  }

  Map<String, Map<Ability, String>> byModel() {
    return found;
  }

  private Map<Ability, String> of(String model) {
    return found.computeIfAbsent(model, k -> new EnumMap<>(Ability.class));
  }
}
