package cortado.train;

import java.util.Locale;

/** How the learning rate falls as training goes on. */
public enum Decay {
  /** It stays. */
  CONSTANT {
    @Override
    double factor(double progress) {
      return 1;
    }
  },
  /** Along half a cosine to 0 (Loshchilov and Hutter, 2017, without restarts). */
  COSINE {
    @Override
    double factor(double progress) {
      return (1 + StrictMath.cos(Math.PI * progress)) / 2;
    }
  },
  /** To a tenth after half of the steps and to a hundredth after three quarters. */
  STEP {
    @Override
    double factor(double progress) {
      return progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
    }
  };

  /** As the user names it: {@code cosine}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }

  /**
   * What the learning rate is multiplied with.
   *
   * @param progress the share of all steps that is done, in [0, 1]
   */
  abstract double factor(double progress);
}
