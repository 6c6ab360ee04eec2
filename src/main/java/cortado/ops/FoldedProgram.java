package cortado.ops;

import java.util.Map;

/**
 * A program whose narrow convolutions compute several pixels at once.
 *
 * @param views by the name of each value that is another's elements in another shape, the name of
 *     that other
 */
public record FoldedProgram(Program program, Map<String, String> views) {
  public FoldedProgram {
    views = Map.copyOf(views);
  }
}
