package cortado.kernel;

import cortado.shell.Shell;
import java.util.function.Supplier;

/** The shell, made when the first request needs it or right after the kernel was greeted. */
final class LazyShell {
  private final Supplier<Shell> source;
  private Shell shell;

  LazyShell(Supplier<Shell> source) {
    this.source = source;
  }

  synchronized Shell get() {
    if (shell == null) {
      shell = source.get();
    }
    return shell;
  }

  void warmUp() {
    Thread t = new Thread(() -> get().warmUp(), "warm-up");
    t.setDaemon(true);
    t.start();
  }

  void interrupt() {
    get().interrupt();
  }
}
