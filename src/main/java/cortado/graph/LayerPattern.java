package cortado.graph;

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

  @Override
  public String toString() {
    return glob;
  }
}
