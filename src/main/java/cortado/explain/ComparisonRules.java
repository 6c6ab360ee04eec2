package cortado.explain;

import static cortado.explain.Cause.COMPARISON;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which layers make one variant slower than another. */
final class ComparisonRules {
  /** Less of the difference is not told. */
  private static final double LEAST_SHARE = 0.05;

  /** Less of the time is no difference: medians of two processes vary by as much. */
  private static final double ALIKE = 0.02;

  private static final int MOST_LAYERS = 3;

  private ComparisonRules() {}

  /** Of two that the user named, or where quantization made a model slower. */
  static Optional<Finding> slower(Evidence e) {
    Optional<Account> chosen = e.reference(Reference.Role.CHOSEN);
    return chosen.isPresent()
        ? chosen.map(other -> new Pair(e.account(), other).slower())
        : e.reference(Reference.Role.FLOAT_PARENT)
            .map(other -> new Pair(e.account(), other))
            .filter(p -> p.slow() == e.account() && p.differs())
            .map(p -> Finding.of(COMPARISON, 0.8, p.longerBy()));
  }

  static Optional<Finding> faster(Evidence e) {
    return e.reference(Reference.Role.CHOSEN)
        .flatMap(other -> new Pair(e.account(), other).against());
  }

  /** Both variants; a layer counts by how much longer it takes in the slower one. */
  private record Pair(Account a, Account b) {

    private Account slow() {
      return a.operatorMilliseconds() >= b.operatorMilliseconds() ? a : b;
    }

    private Account fast() {
      return slow() == a ? b : a;
    }

    private double longer() {
      return slow().operatorMilliseconds() - fast().operatorMilliseconds();
    }

    /** By how much longer layers take in the slower variant, the most first. */
    private Map<LayerTime, Double> differences(int sign) {
      Map<LayerTime, Double> all = new LinkedHashMap<>();
      LayerTime.of(slow(), fast()).stream()
          .filter(l -> sign * l.differenceMs() >= LEAST_SHARE * longer())
          .sorted(Comparator.comparingDouble(l -> -sign * l.differenceMs()))
          .limit(MOST_LAYERS)
          .forEach(l -> all.put(l, sign * l.differenceMs()));
      return all;
    }

    private boolean differs() {
      return longer() >= ALIKE * slow().operatorMilliseconds();
    }

    Finding slower() {
      return differs()
          ? Finding.of(COMPARISON, 4, longerBy()).next("%explain " + slow().name())
          : Finding.of(
              COMPARISON,
              4,
              "%s and %s take the same time within 2 %% (%s and %s)."
                  .formatted(
                      a.name(),
                      b.name(),
                      Amounts.milliseconds(a.operatorMilliseconds()),
                      Amounts.milliseconds(b.operatorMilliseconds())));
    }

    private String longerBy() {
      List<String> shares =
          differences(1).entrySet().stream()
              .map(d -> Amounts.percent(d.getValue() / longer()) + " " + text(d.getKey()))
              .toList();
      String sentence =
          "%s takes %s longer than %s (%s against %s, %s)"
              .formatted(
                  slow().name(),
                  Amounts.milliseconds(longer()),
                  fast().name(),
                  Amounts.milliseconds(slow().operatorMilliseconds()),
                  Amounts.milliseconds(fast().operatorMilliseconds()),
                  Amounts.comparison(slow().operatorMilliseconds(), fast().operatorMilliseconds()));
      return sentence
          + (shares.isEmpty() ? "" : "; of that are " + String.join(", ", shares))
          + ".";
    }

    /** What the slower variant does faster. */
    Optional<Finding> against() {
      Map<LayerTime, Double> layers = differences(-1);
      if (layers.isEmpty() || !differs()) {
        return Optional.empty();
      }
      double gained = layers.values().stream().mapToDouble(d -> d).sum();
      return Optional.of(
          Finding.of(
              COMPARISON,
              3.9,
              "%s is the faster one by %s in %s."
                  .formatted(
                      slow().name(),
                      Amounts.milliseconds(gained),
                      layers.keySet().stream().map(Pair::text).collect(Collectors.joining(", ")))));
    }

    /** The first account is the slower one. */
    private static String text(LayerTime l) {
      String times =
          l.own().isEmpty() || l.other().isEmpty()
              ? "only %s, %s"
                  .formatted(
                      l.own().isEmpty() ? "in the other" : "there",
                      Amounts.milliseconds(l.ownMs() + l.otherMs()))
              : "%s against %s"
                  .formatted(Amounts.milliseconds(l.ownMs()), Amounts.milliseconds(l.otherMs()));
      return "%s (%s: %s)".formatted(l.layer(), operators(l), times);
    }

    private static String operators(LayerTime l) {
      return LayerTime.kinds(l.own().isEmpty() ? l.other() : l.own());
    }
  }
}
