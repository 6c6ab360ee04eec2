package cortado.kernel.guest;

import cortado.display.MimeBundle;
import cortado.display.NotebookProgress;
import cortado.display.Renderer;
import cortado.magic.Console;
import java.util.function.Function;

/** Shows what magics do on the screen of another kernel. */
final class GuestConsole implements Console {
  private final Screen screen;
  private final Renderer renderer;

  GuestConsole(Screen screen, Renderer renderer) {
    this.screen = screen;
    this.renderer = renderer;
  }

  @Override
  public void show(Object value) {
    if (value != null) {
      screen.show(renderer.render(value));
    }
  }

  @Override
  public <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    renderer.showAs(type, view);
  }

  @Override
  public ProgressBar progress(String title) {
    String[] id = new String[1];
    return new NotebookProgress(title, bundle -> place(bundle, id));
  }

  private void place(MimeBundle bundle, String[] id) {
    if (id[0] == null) {
      id[0] = screen.show(bundle);
    } else {
      screen.update(id[0], bundle);
    }
  }
}
