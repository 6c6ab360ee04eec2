package cortado.display;

import cortado.magic.Console;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

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
    show(value, text -> false);
  }

  /**
   * The same, with a pager.
   *
   * @param pager is offered a text that has no picture; if it takes it, nothing is printed here
   */
  public void show(Object value, Predicate<String> pager) {
    if (value == null) {
      return;
    }
    Object shown = renderer.shown(value);
    String picture = pictures.draw(shown, width.getAsInt());
    String text = renderer.shownText(shown, width.getAsInt());
    if (!picture.isEmpty() || !pager.test(text)) {
      out.print(picture);
      out.println(text);
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
