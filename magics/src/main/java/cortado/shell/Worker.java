package cortado.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One thread for each cell, so that an interrupt reaches the cell alone and code that does not stop
 * can be left behind.
 */
final class Worker {
  private static final long POLL_MS = 50;

  /** How long interrupted Java code has to end by itself. */
  private static final long GRACE_MS = 1500;

  private Thread thread;
  private boolean interrupted;

  /** The cell did not stop; its thread is on its own. */
  static final class Abandoned extends Exception {
    Abandoned() {
      super("the interrupted code did not stop");
    }
  }

  /**
   * Runs a task to its end.
   *
   * @param mayAbandon asked after an interrupt: whether the task may be left behind
   */
  <T> T run(Callable<T> task, BooleanSupplier mayAbandon) throws Abandoned {
    FutureTask<T> future = new FutureTask<>(task);
    Thread t = new Thread(future, "cell");
    t.setDaemon(true);
    synchronized (this) {
      interrupted = false;
      thread = t;
    }
    t.start();
    long deadline = Long.MAX_VALUE;
    try {
      while (true) {
        try {
          return future.get(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (interrupted() && mayAbandon.getAsBoolean()) {
            long now = System.nanoTime() / 1_000_000;
            deadline = Math.min(deadline, now + GRACE_MS);
            if (now >= deadline + GRACE_MS || now >= deadline && !stop(t)) {
              throw new Abandoned();
            }
          }
        } catch (InterruptedException e) {
          interrupt(); // the caller's own thread stands for the cell
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      synchronized (this) {
        thread = null;
      }
    }
  }

  /**
   * Ends a thread that does not look up, as JShell itself does; locks that it holds may guard
   * things half done, which is the lesser evil next to an endless loop.
   *
   * @return false from Java 20 on, where no thread can be stopped
   */
  @SuppressWarnings({"deprecation", "removal"})
  private static boolean stop(Thread t) {
    try {
      t.stop();
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  synchronized boolean interrupted() {
    return interrupted;
  }

  synchronized void interrupt() {
    if (thread != null) {
      interrupted = true;
      thread.interrupt();
    }
  }
}
