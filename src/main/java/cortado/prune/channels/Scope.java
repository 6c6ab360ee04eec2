package cortado.prune.channels;

import cortado.UserError;

/** Among which channels those that matter least are found. */
public enum Scope {
  /** Among those of the same layers, of which each loses the same share. */
  LAYER,
  /** Among all, each score taken relative to the mean score of those of the same layers. */
  GLOBAL;

  /**
   * The scope of this name, {@code layer} or {@code global}.
   *
   * @throws UserError if the name is unknown
   */
  public static Scope named(String id) {
    return switch (id) {
      case "layer" -> LAYER;
      case "global" -> GLOBAL;
      default ->
          throw UserError.because("There is no such scope").received(id).allowed("layer, global");
    };
  }
}
