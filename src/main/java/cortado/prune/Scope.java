package cortado.prune;

import cortado.Choice;
import cortado.UserError;
import java.util.List;
import java.util.Locale;

/** Among what those that matter least are found. */
public enum Scope {
  /** Among those of the same layers, of which each loses the same share. */
  LAYER,
  /** Among all, each score taken relative to the mean score of those of the same layers. */
  GLOBAL,
  /** Among those of the same layers, of which those whose loss bears it lose a larger share. */
  SENSITIVITY;

  /** As the user names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of this name.
   *
   * @throws UserError if the name is unknown
   */
  public static Scope named(String id) {
    return Choice.named(id, List.of(values()), Scope::id, "There is no such scope");
  }
}
