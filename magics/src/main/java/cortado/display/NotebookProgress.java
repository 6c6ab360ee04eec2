package cortado.display;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A bar in a notebook: each state is a bundle that replaces the one before. */
public final class NotebookProgress extends LiveProgress {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final Consumer<MimeBundle> display;

  /**
   * @param display shows the first bundle it is given and replaces it by each later one
   */
  public NotebookProgress(String title, Consumer<MimeBundle> display) {
    this(title, display, System::nanoTime);
  }

  NotebookProgress(String title, Consumer<MimeBundle> display, LongSupplier nanos) {
    super(title, INTERVAL, nanos);
    this.display = display;
  }

  @Override
  void show(Progress state) {
    display.accept(state.bundle());
  }
}
