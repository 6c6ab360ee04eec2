package cortado.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes a file on one thread while the caller's computes what comes next, and has a third one ask
 * the disk for what is written already, so that computing, digesting and the disk do not wait for
 * each other. The bytes go out in order; 5 MB are between them at most.
 */
public final class WriteBehind {
  private static final int PART_BYTES = 1 << 20;
  private static final int MOST_PARTS = 5;
  private static final long FORCED_BYTES = 1 << 27;

  private final WritableByteChannel to;
  private final FileChannel file;
  private final ExecutorService writer = thread("cortado-writer");
  private final ExecutorService forcer = thread("cortado-forcer");
  private final Deque<Future<ByteBuffer>> parts = new ArrayDeque<>();
  private Future<?> forced;
  private long notForced;

  private WriteBehind(WritableByteChannel to, FileChannel file) {
    this.to = to;
    this.file = file;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread t = new Thread(work, name);
          t.setDaemon(true);
          return t;
        });
  }

  /**
   * Writes all that a content has; when this returns or throws, no thread is at the file any more.
   *
   * @param to what is written through to the file, by one thread that is not the caller's
   * @throws ClosedByInterruptException if the thread is interrupted, which it stays
   * @throws IOException as the content or either channel does
   */
  public static void write(StreamedContent content, WritableByteChannel to, FileChannel file)
      throws IOException {
    WriteBehind behind = new WriteBehind(to, file);
    try {
      behind.write(content);
    } finally {
      behind.end();
    }
  }

  private void write(StreamedContent content) throws IOException {
    Gathering gathering = new Gathering();
    content.writeTo(gathering);
    gathering.pass();
    while (!parts.isEmpty()) {
      get(parts.remove());
    }
    if (forced != null) {
      get(forced);
    }
  }

  /** What is left to do after a failure is not done. */
  private void end() {
    writer.shutdownNow();
    forcer.shutdownNow();
    boolean interrupted = Thread.interrupted();
    while (!writer.isTerminated() || !forcer.isTerminated()) {
      try {
        writer.awaitTermination(1, TimeUnit.MINUTES);
        forcer.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T get(Future<T> done) throws IOException {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof RuntimeException r) {
        throw r;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  private ByteBuffer writePart(ByteBuffer part) throws IOException {
    notForced += part.remaining();
    StreamedContent.writeFully(to, part);
    if (notForced >= FORCED_BYTES && (forced == null || forced.isDone())) {
      if (forced != null) {
        get(forced);
      }
      notForced = 0;
      forced =
          forcer.submit(
              () -> {
                file.force(false);
                return null;
              });
    }
    return part.clear();
  }

  /** Takes bytes until a part is full. */
  private final class Gathering implements WritableByteChannel {
    private ByteBuffer part = ByteBuffer.allocate(PART_BYTES);

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int count = bytes.remaining();
      while (bytes.hasRemaining()) {
        if (!part.hasRemaining()) {
          pass();
        }
        int n = Math.min(bytes.remaining(), part.remaining());
        part.put(bytes.slice(bytes.position(), n));
        bytes.position(bytes.position() + n);
      }
      return count;
    }

    void pass() throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new ClosedByInterruptException();
      }
      ByteBuffer full = part.flip();
      parts.add(writer.submit(() -> writePart(full)));
      part = parts.size() < MOST_PARTS ? ByteBuffer.allocate(PART_BYTES) : get(parts.remove());
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
