package cortado.graph;

import cortado.UserError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of layer names: {@code *} stands for any characters, {@code ?} for one, the rest for
 * itself.
 */
public record LayerPattern(String glob) {

  public boolean matches(String layer) {
    String regex =
        glob.chars()
            .mapToObj(
                c ->
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    })
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.DOTALL).matcher(layer).matches();
  }

  /**
   * Refuses patterns that meet nothing, which are slips of the pen.
   *
   * @param what the layers have that are named: {@code a kernel}
   * @throws UserError if a pattern meets none of the layers
   */
  public static void requireMatches(List<LayerPattern> patterns, List<String> layers, String what) {
    for (LayerPattern pattern : patterns) {
      if (layers.stream().noneMatch(pattern::matches)) {
        throw UserError.because("No layer with " + what + " has such a name")
            .received(pattern)
            .allowed(String.join(", ", layers));
      }
    }
  }

  @Override
  public String toString() {
    return glob;
  }
}
