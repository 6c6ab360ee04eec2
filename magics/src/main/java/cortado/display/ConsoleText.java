package cortado.display;

import cortado.magic.Console;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Shows values as text: on a terminal, in a pipe or in a file. */
public final class ConsoleText implements Console {
  private final PrintStream out;
  private final IntSupplier width;
  private final Renderer renderer;
  private final Pictures pictures;

  private ConsoleText(PrintStream out, IntSupplier width, Renderer renderer, Pictures pictures) {
    this.pictures = pictures;
    this.out = out;
    this.width = width;
    this.renderer = renderer;
  }

  /**
   * A console whose lines can be written over.
   *
   * @param width columns of the terminal, asked whenever it matters
   * @param pictures how it shows images, before the text of theirs
   */
  public static ConsoleText terminal(
      PrintStream out, IntSupplier width, Renderer renderer, Pictures pictures) {
    return new ConsoleText(out, () -> Math.max(20, width.getAsInt()), renderer, pictures);
  }

  /** A console that only ever appends. */
  public static ConsoleText pipe(PrintStream out, Renderer renderer) {
    return new ConsoleText(out, () -> 0, renderer, Pictures.NONE);
  }

  @Override
  public void show(Object value) {
    if (value != null) {
      Object shown = renderer.shown(value);
      out.print(pictures.draw(shown, width.getAsInt()));
      out.println(renderer.shownText(shown, width.getAsInt()));
      out.flush();
    }
  }

  @Override
  public <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    renderer.showAs(type, view);
  }

  @Override
  public ProgressBar progress(String title) {
    return TextProgress.open(title, out, width, System::nanoTime);
  }
}
