package cortado.shell;

/**
 * Runs an expression that may be a call of a method without a value; the compiler of cells takes
 * the one of the two that fits.
 */
public final class Outcome {
  private Outcome() {}

  /** An expression with a value. */
  public interface Valued {
    Object get() throws Throwable;
  }

  /** A call without a value. */
  public interface Plain {
    void run() throws Throwable;
  }

  public static Object of(Valued code) throws Throwable {
    return code.get();
  }

  public static Object of(Plain code) throws Throwable {
    code.run();
    return null;
  }
}
