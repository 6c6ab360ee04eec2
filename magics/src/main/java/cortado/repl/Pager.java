package cortado.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.terminal.Terminal;

/** Shows a text that is longer than the terminal is high page by page, as {@code less} does. */
final class Pager {
  /** The prompt's line below, and the one of the cell above. */
  private static final int OTHER_LINES = 2;

  private static final String KEYS = "space turns the page, / searches, q leaves";

  private final Terminal terminal;

  Pager(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows a text until the user leaves it.
   *
   * @return false, with nothing shown, if it fits
   */
  boolean show(String text) {
    int height = terminal.getHeight();
    if (height <= OTHER_LINES || text.lines().count() <= height - OTHER_LINES) {
      return false;
    }
    Less less = new Less(terminal, Path.of(""));
    less.noInit = true; // what was read stays on the screen
    less.chopLongLines = true;
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      less.run(new Source.InputStreamSource(new ByteArrayInputStream(bytes), true, KEYS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // Ctrl-C leaves, too.
    }
    terminal.writer().print("\r\033[K"); // the pager's own prompt
    terminal.flush();
    return true;
  }
}
