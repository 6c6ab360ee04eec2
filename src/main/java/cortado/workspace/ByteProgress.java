package cortado.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies bytes and tells how many of all have been copied. */
final class ByteProgress {
  private static final int PART_BYTES = 1 << 20;

  private final SessionListener listener;
  private final String stage;
  private final long all;
  private final byte[] part = new byte[PART_BYTES];
  private long done;

  ByteProgress(SessionListener listener, String stage, long all) {
    this.listener = listener;
    this.stage = stage;
    this.all = all;
  }

  /**
   * Copies to the end, or to the first byte beyond a limit.
   *
   * @return how many bytes there were, the limit and one at most
   */
  long copy(InputStream in, OutputStream out, long most) throws IOException {
    long copied = 0;
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      copied += n;
      if (copied > most) {
        return most + 1;
      }
      out.write(part, 0, n);
      done += n;
      listener.onProgress(stage, Math.min(1, (double) done / Math.max(1, all)), "");
    }
    return copied;
  }
}
