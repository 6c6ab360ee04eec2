package cortado.train;

import java.util.Locale;

/** How the learning rate falls as training goes on. */
public enum Decay {
  /** It stays. */
  NONE,
  /** Along half a cosine to 0 (Loshchilov and Hutter, 2017, without restarts). */
  COSINE;

  /** As the user names it: {@code cosine}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the learning rate is multiplied with.
   *
   * @param progress the share of all steps that is done, in [0, 1]
   */
  double factor(double progress) {
    return this == NONE ? 1 : (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }
}
