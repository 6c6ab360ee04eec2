package cortado;

/**
 * A mistake that the user can mend: it is shown as its one-line message, never with a stack trace.
 *
 * <p>The message says what was wrong, the value received, what is allowed and the next step:
 *
 * <pre>{@code
 * throw UserError.because("The sparsity is out of range").received(1.0).allowed("[0, 1)").next("%prune 0.8");
 * }</pre>
 */
public final class UserError extends RuntimeException {
  private UserError(String message, Throwable cause) {
    // Names from files may hold line breaks and terminal control sequences.
    super(message.replaceAll("\\p{Cntrl}|[\\u0085\\u2028\\u2029]", " "), cause);
  }

  /** Starts a message with what was wrong, without a full stop at its end. */
  public static UserError because(String what) {
    return new UserError(what + ".", null);
  }

  /** As {@link #because(String)}, with the exception that told us so. */
  public static UserError because(String what, Throwable cause) {
    return new UserError(what + ".", cause);
  }

  /** Adds the offending value. */
  public UserError received(Object value) {
    return with("Received: " + value + ".");
  }

  /** Adds what would be accepted. */
  public UserError allowed(Object values) {
    return with("Allowed: " + values + ".");
  }

  /** Adds what to do next, most usefully a line that can be pasted. */
  public UserError next(String step) {
    return with("Next: " + step);
  }

  private UserError with(String sentence) {
    return new UserError(getMessage() + " " + sentence, getCause());
  }
}
