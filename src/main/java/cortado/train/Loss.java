package cortado.train;

/** What training makes small, computed over a whole batch. */
public sealed interface Loss {
  /** As the user names it: {@code focal-tversky}. */
  String id();

  /**
   * Focal Tversky loss (Abraham and Khan, 2019): (1 - TI)^gamma with TI = (TP + s) / (TP + alpha FN
   * + (1 - alpha) FP + s).
   *
   * @param alpha weight of false negatives, in [0, 1]
   * @param gamma exponent, > 0
   * @param smooth s, >= 0
   */
  record FocalTversky(float alpha, float gamma, float smooth) implements Loss {
    public static final FocalTversky DEFAULT = new FocalTversky(0.7f, 0.75f, 1f);

    @Override
    public String id() {
      return "focal-tversky";
    }
  }

  /** 1 - (2 TP + s) / (sum of targets + sum of predictions + s) (Milletari et al., 2016). */
  record Dice(float smooth) implements Loss {
    @Override
    public String id() {
      return "dice";
    }
  }

  /** Mean of -(y log p + (1 - y) log(1 - p)), p kept within [1e-7, 1 - 1e-7] as Keras does. */
  record BinaryCrossEntropy() implements Loss {
    @Override
    public String id() {
      return "binary-crossentropy";
    }
  }
}
