package cortado.shell;

/**
 * Whether a cell could run as it is.
 *
 * @param indent what a front end should begin the next line with when more is needed, else empty
 */
public record Completeness(State state, String indent) {
  public enum State {
    COMPLETE,
    INCOMPLETE,
    INVALID
  }
}
