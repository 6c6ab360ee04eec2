package cortado.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** A bar in a terminal, on one line that it writes over; in a pipe a line every few seconds. */
final class TextProgress extends LiveProgress {
  private static final Duration IN_TERMINAL = Duration.ofMillis(100);
  private static final Duration IN_LOG = Duration.ofSeconds(5);

  private final PrintStream out;
  private final IntSupplier width;

  private TextProgress(
      String title, PrintStream out, IntSupplier width, Duration interval, LongSupplier nanos) {
    super(title, interval, nanos);
    this.out = out;
    this.width = width;
  }

  /**
   * @param width columns of the terminal, asked each time; 0 if the output is no terminal
   */
  static TextProgress open(String title, PrintStream out, IntSupplier width, LongSupplier nanos) {
    Duration interval = width.getAsInt() > 0 ? IN_TERMINAL : IN_LOG;
    return new TextProgress(title, out, width, interval, nanos);
  }

  @Override
  void show(Progress state) {
    int columns = width.getAsInt();
    if (columns > 0) {
      String line = state.text();
      // A line that wraps could not be written over.
      line = line.length() < columns ? line : line.substring(0, columns - 1);
      out.print("\r" + line + "\033[K" + (state.closed() ? "\n" : ""));
    } else {
      out.println(state.log());
    }
    out.flush();
  }
}
