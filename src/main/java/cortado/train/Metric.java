package cortado.train;

/** How good predictions are, counted over a whole set. */
public enum Metric {
  /** 2 |P ∩ T| / (|P| + |T|), prediction and target cut at 0.5. */
  DICE("Dice"),
  /** |P ∩ T| / |P ∪ T|, cut alike. */
  IOU("IoU"),
  /** The share of samples whose most probable class is theirs. */
  ACCURACY("accuracy"),
  /** The share of samples whose class is among the five most probable. */
  TOP5("top-5"),
  /** Mean absolute error. */
  MAE("MAE");

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** As a table heads it. */
  public String title() {
    return title;
  }

  /** Whether more of it is better; less of {@link #MAE} is. */
  public boolean isBetterHigher() {
    return this != MAE;
  }
}
