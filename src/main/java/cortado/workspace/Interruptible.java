package cortado.workspace;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Work that its thread's interruption ends: whatever that breaks is a cancellation. */
public final class Interruptible {
  private Interruptible() {}

  /**
   * @throws CancellationException if the thread was interrupted; it then is no more, so that it may
   *     work on
   */
  public static <T> T run(Supplier<T> work) {
    try {
      return work.get();
    } catch (CancellationException e) {
      Thread.interrupted();
      throw e;
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(e);
        throw cancelled;
      }
      throw e;
    }
  }
}
