package cortado.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some of the layers of a model, by their names.
 *
 * @param only patterns of those that may be selected; all may if there are none
 * @param skip patterns of those that are not, whatever {@code only} says
 */
public record LayerSelection(List<LayerPattern> only, List<LayerPattern> skip) {
  public static final LayerSelection ALL = skipping(List.of());

  public LayerSelection {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  public static LayerSelection of(List<String> only, List<String> skip) {
    return new LayerSelection(
        only.stream().map(LayerPattern::new).toList(),
        skip.stream().map(LayerPattern::new).toList());
  }

  public static LayerSelection skipping(List<LayerPattern> skip) {
    return new LayerSelection(List.of(), skip);
  }

  /**
   * Refuses patterns that meet nothing, see {@link LayerPattern#requireMatches}.
   *
   * @param layers all there are to select from
   * @throws cortado.UserError if a pattern meets none of the layers
   */
  public void requireMatches(List<String> layers, String what) {
    LayerPattern.requireMatches(only, layers, what);
    LayerPattern.requireMatches(skip, layers, what);
  }

  public boolean takes(String layer) {
    return (only.isEmpty() || only.stream().anyMatch(p -> p.matches(layer)))
        && skip.stream().noneMatch(p -> p.matches(layer));
  }

  public boolean isAll() {
    return only.isEmpty() && skip.isEmpty();
  }

  /** As options: {@code --only conv* --skip conv_1,conv_2}; empty for all. */
  @Override
  public String toString() {
    return Stream.of(option("--only ", only), option("--skip ", skip))
        .filter(s -> !s.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String option(String name, List<LayerPattern> patterns) {
    return patterns.isEmpty()
        ? ""
        : name + patterns.stream().map(LayerPattern::glob).collect(Collectors.joining(","));
  }
}
