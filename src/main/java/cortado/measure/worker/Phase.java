package cortado.measure.worker;

/** What the child is doing. */
public enum Phase {
  START("starting"),
  RUNTIME("loading the runtime"),
  FIRST_INFERENCE("opening the model and computing once"),
  TIMING("timing"),
  TEST_SET("computing the test set"),
  OPERATORS("timing each operator");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /** In words that follow "while". */
  public String text() {
    return text;
  }
}
