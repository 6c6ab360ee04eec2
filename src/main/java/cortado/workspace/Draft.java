package cortado.workspace;

import java.util.Optional;

/**
 * What is known of a variant before it is made.
 *
 * @param parent that it is made from
 * @param base what its recipe is relative to, where that is not the parent
 * @param source the magic that brings its file; empty if it has none
 */
public record Draft(String name, Optional<Variant> parent, Optional<Variant> base, String source) {
  public static Draft of(String name, String source) {
    return new Draft(name, Optional.empty(), Optional.empty(), source);
  }

  public static Draft from(Variant parent, String name) {
    return new Draft(name, Optional.of(parent), Optional.empty(), "");
  }

  public Draft relativeTo(Variant variant) {
    return parent.equals(Optional.of(variant))
        ? this
        : new Draft(name, parent, Optional.of(variant), source);
  }

  public Draft named(String chosen) {
    return new Draft(chosen, parent, base, source);
  }
}
