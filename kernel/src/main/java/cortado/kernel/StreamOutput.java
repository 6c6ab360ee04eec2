package cortado.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a program prints, sent in pieces: when enough is there, a moment after something is, and
 * when the cell ends. A message for each line would drown the front end.
 */
final class StreamOutput extends OutputStream {
  private static final int PIECE = 1 << 15;
  private static final long DELAY_MS = 50;

  private final Consumer<String> send;
  private final ScheduledExecutorService timer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean scheduled;

  StreamOutput(Consumer<String> send, ScheduledExecutorService timer) {
    this.send = send;
    this.timer = timer;
  }

  PrintStream printStream() {
    return new PrintStream(this, false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    bytes.write(b);
    written();
  }

  @Override
  public synchronized void write(byte[] b, int from, int count) {
    bytes.write(b, from, count);
    written();
  }

  private void written() {
    if (bytes.size() >= PIECE) {
      drain();
    } else if (!scheduled) {
      scheduled = true;
      timer.schedule(this::drain, DELAY_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** Sends what is there, up to the last whole character. */
  synchronized void drain() {
    scheduled = false;
    byte[] all = bytes.toByteArray();
    int whole = wholeCharacters(all);
    bytes.reset();
    bytes.write(all, whole, all.length - whole);
    if (whole > 0) {
      send.accept(new String(all, 0, whole, StandardCharsets.UTF_8));
    }
  }

  private static int wholeCharacters(byte[] utf8) {
    int start = utf8.length;
    int back = 0;
    while (start > 0 && back < 4 && (utf8[start - 1] & 0xC0) == 0x80) {
      start--;
      back++;
    }
    if (start == 0) {
      return utf8.length;
    }
    int lead = utf8[start - 1] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return back + 1 < length ? start - 1 : utf8.length;
  }
}
