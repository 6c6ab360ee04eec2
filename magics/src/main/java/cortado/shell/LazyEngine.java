package cortado.shell;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Java that starts once, when first asked for or in the background. */
final class LazyEngine implements AutoCloseable {
  /** Between two steps of what can wait, so that a cell gets in. */
  private static final long PAUSE_MS = 30;

  private final FutureTask<JavaEngine> engine;
  private boolean started;

  LazyEngine(List<String> imports) {
    engine = new FutureTask<>(() -> new JavaEngine(imports));
  }

  synchronized void start() {
    if (!started) {
      started = true;
      // Not on the cell's thread: an interrupt of the cell must not break what outlives it.
      Thread t = new Thread(this::startHere, "jshell");
      t.setDaemon(true);
      t.start();
    }
  }

  private void startHere() {
    engine.run();
    try {
      JavaEngine started = engine.get();
      do {
        Thread.sleep(PAUSE_MS);
      } while (started.prepare());
    } catch (InterruptedException | ExecutionException e) {
      return; // who asks for it is told
    } catch (IllegalStateException e) {
      return; // closed meanwhile
    }
  }

  JavaEngine get() {
    start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return engine.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("JShell did not start", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean running() {
    return engine.isDone() && get().running();
  }

  @Override
  public synchronized void close() {
    if (started) {
      get().close();
    }
  }
}
