package cortado.magic;

import java.util.List;

/**
 * What could replace a part of a line.
 *
 * @param from where the replaced part begins, counted from the start of the line; it ends at the
 *     cursor
 */
public record Completions(int from, List<Completion> candidates) {
  public Completions {
    candidates = List.copyOf(candidates);
  }
}
