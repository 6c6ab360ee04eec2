package cortado.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Standard input that asks the front end for a line when a program reads. */
final class StdinInput extends InputStream {
  private final Questions questions;
  private final Runnable beforeAsking;
  private Message cell;
  private byte[] line = {};
  private int at;

  StdinInput(Questions questions, Runnable beforeAsking) {
    this.questions = questions;
    this.beforeAsking = beforeAsking;
  }

  /**
   * Begins a cell; what the last one left unread is gone.
   *
   * @param request null if its front end takes no questions
   */
  synchronized void enter(Message request) {
    cell = request;
    line = new byte[0];
    at = 0;
  }

  @Override
  public synchronized int read() throws IOException {
    if (at == line.length) {
      if (cell == null) {
        throw new IOException("this front end does not answer questions");
      }
      beforeAsking.run();
      line = (questions.ask(cell) + "\n").getBytes(StandardCharsets.UTF_8);
      at = 0;
    }
    return line[at++] & 0xFF;
  }

  @Override
  public synchronized int read(byte[] into, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    int n = 0;
    do {
      into[from + n++] = (byte) read();
    } while (n < count && at < line.length);
    return n;
  }

  @Override
  public synchronized int available() {
    return line.length - at;
  }
}
