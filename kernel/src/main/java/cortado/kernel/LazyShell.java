package cortado.kernel;

import cortado.display.Renderer;
import cortado.shell.Shell;
import java.util.function.Supplier;

/**
 * The shell and the renderer, made when the first request needs them or in the background once the
 * kernel can be greeted: the front end waits for the greeting only.
 */
final class LazyShell {
  private final Supplier<Shell> source;
  private Shell shell;
  private Renderer renderer;

  LazyShell(Supplier<Shell> source) {
    this.source = source;
  }

  synchronized Shell get() {
    if (shell == null) {
      shell = source.get();
    }
    return shell;
  }

  synchronized Renderer renderer() {
    if (renderer == null) {
      renderer = new Renderer();
    }
    return renderer;
  }

  void warmUp() {
    Thread t = new Thread(this::warmUpHere, "warm-up");
    t.setDaemon(true);
    t.start();
  }

  private void warmUpHere() {
    get();
    renderer();
  }

  void interrupt() {
    get().interrupt();
  }
}
