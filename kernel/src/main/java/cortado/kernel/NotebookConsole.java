package cortado.kernel;

import cortado.display.MimeBundle;
import cortado.display.NotebookProgress;
import cortado.display.Renderer;
import cortado.magic.Console;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows what magics do below the running cell. */
final class NotebookConsole implements Console {
  private final Publisher publisher;
  private final Supplier<Renderer> renderer;
  private final Runnable drainOutput;

  /**
   * @param drainOutput sends what was printed, so that all stays in order
   */
  NotebookConsole(Publisher publisher, Supplier<Renderer> renderer, Runnable drainOutput) {
    this.publisher = publisher;
    this.renderer = renderer;
    this.drainOutput = drainOutput;
  }

  @Override
  public void show(Object value) {
    drainOutput.run();
    publisher.show(renderer.get().render(value));
  }

  @Override
  public <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    renderer.get().showAs(type, view);
  }

  @Override
  public ProgressBar progress(String title) {
    drainOutput.run();
    String id = UUID.randomUUID().toString();
    AtomicBoolean shown = new AtomicBoolean();
    return new NotebookProgress(title, bundle -> place(bundle, id, shown));
  }

  private void place(MimeBundle bundle, String id, AtomicBoolean shown) {
    if (shown.getAndSet(true)) {
      publisher.update(bundle, id);
    } else {
      publisher.show(bundle, id);
    }
  }

  @Override
  public void clear() {
    drainOutput.run();
    publisher.clear(false);
  }
}
