package cortado.prune;

import cortado.UserError;
import java.util.Locale;

/** What is taken out as one. */
public enum Granularity {
  /** Single weights, which become zero. */
  WEIGHT,
  /** Whole channels, which are removed, so that layers have fewer filters. */
  CHANNEL;

  /** As the user names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The granularity of this name.
   *
   * @throws UserError if the name is unknown
   */
  public static Granularity named(String id) {
    for (Granularity g : values()) {
      if (g.id().equals(id)) {
        return g;
      }
    }
    throw UserError.because("There is no such granularity").received(id).allowed("weight, channel");
  }
}
