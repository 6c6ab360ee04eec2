package cortado.repl;

import cortado.display.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * What a terminal answers when it is asked for its device attributes (DA1): numbers, of which 4
 * stands for sixel graphics.
 *
 * @param sixel whether it is among them
 * @param typed what the user typed meanwhile
 */
record DeviceAttributes(boolean sixel, String typed) {
  private static final String QUESTION = "\033[c";
  private static final Pattern ANSWER = Pattern.compile("\033\\[\\?(?<numbers>[\\d;]*)c");

  /** Terminals answer within a few milliseconds, over a network within some hundred. */
  private static final long PATIENCE_MS = 300;

  static DeviceAttributes ask(Terminal terminal) {
    Attributes before = terminal.enterRawMode();
    try {
      terminal.writer().print(QUESTION);
      terminal.flush();
      return read(terminal.reader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      terminal.setAttributes(before);
    }
  }

  private static DeviceAttributes read(NonBlockingReader in) throws IOException {
    StringBuilder all = new StringBuilder();
    long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      int c = left > 0 ? in.read(left) : NonBlockingReader.READ_EXPIRED;
      if (c < 0) {
        return new DeviceAttributes(false, all.toString());
      }
      all.append((char) c);
      Matcher m = ANSWER.matcher(all);
      if (m.find()) {
        boolean sixel = (";" + m.group("numbers") + ";").contains(";4;");
        return new DeviceAttributes(sixel, all.delete(m.start(), m.end()).toString());
      }
    }
  }

  /** The better of two ways to draw: blocks stay where there is nothing else. */
  Pictures over(Pictures known) {
    return sixel ? Pictures.SIXEL : known;
  }
}
