package cortado.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process whose output is read line by line, and which closing this kills. */
final class Child implements AutoCloseable {
  private static final int MAX_LINE = 1 << 16;
  private static final int GRACE_SECONDS = 2;

  private final Process process;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final LastWords stderr = new LastWords();

  private Child(Process process) {
    this.process = process;
    drain(
        process.getInputStream(),
        l -> lines.add(Optional.of(l)),
        () -> lines.add(Optional.empty()));
    drain(process.getErrorStream(), stderr::add, () -> {});
  }

  static Child start(ProcessBuilder builder, String request) throws IOException {
    Child child = new Child(builder.start());
    try {
      // The stream stays open: its end is how the child learns that its parent is gone.
      OutputStream in = child.process.getOutputStream();
      in.write(request.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // It died at once; its exit status tells more than the broken pipe.
    }
    return child;
  }

  /**
   * The next line of its output; null once the time is over, empty at the end of the output.
   *
   * @throws InterruptedException if this thread is told to stop
   */
  Optional<String> nextLine(long nanos) throws InterruptedException {
    return lines.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** Its exit status; empty if it still runs after that time. */
  Optional<Integer> exit(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS)
        ? Optional.of(process.exitValue())
        : Optional.empty();
  }

  LastWords lastWords() {
    return stderr;
  }

  /** Ends the process: politely, then by force. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(InputStream from, Consumer<String> to, Runnable atEnd) {
    Thread t =
        new Thread(
            () -> {
              try (var reader =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                StringBuilder line = new StringBuilder();
                for (int c = reader.read(); c >= 0; c = reader.read()) {
                  if (c == '\n') {
                    to.accept(line.toString());
                    line.setLength(0);
                  } else if (line.length() < MAX_LINE) {
                    line.append((char) c);
                  }
                }
                to.accept(line.toString());
              } catch (IOException e) {
                // Closed because the process was killed.
              } finally {
                atEnd.run();
              }
            },
            "measured process output");
    t.setDaemon(true);
    t.start();
  }
}
