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
  /** One without a parent. */
  public static Draft of(String name, String source) {
    return new Draft(name, Optional.empty(), Optional.empty(), source);
  }

  /** One that is made from another variant. */
  public static Draft from(Variant parent, String name) {
    return new Draft(name, Optional.of(parent), Optional.empty(), "");
  }

  /** Its recipe is to be read from another variant than its parent on. */
  public Draft relativeTo(Variant variant) {
    return parent.equals(Optional.of(variant))
        ? this
        : new Draft(name, parent, Optional.of(variant), source);
  }

  /** The same under another name. */
  public Draft named(String chosen) {
    return new Draft(chosen, parent, base, source);
  }
}
