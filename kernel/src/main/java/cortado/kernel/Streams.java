package cortado.kernel;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The standard streams of this process, tied to the front end. */
final class Streams {
  private final StreamOutput out;
  private final StreamOutput err;
  private final StdinInput in;

  Streams(Publisher publisher, Questions stdin) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread t = new Thread(task, "output");
              t.setDaemon(true);
              return t;
            });
    out = new StreamOutput(text -> publisher.stream("stdout", text), timer);
    err = new StreamOutput(text -> publisher.stream("stderr", text), timer);
    in = new StdinInput(stdin, this::drain);
  }

  void install() {
    System.setOut(out.printStream());
    System.setErr(err.printStream());
    System.setIn(in);
  }

  /**
   * Begins a cell.
   *
   * @param asker takes questions for standard input, or null
   */
  void enter(Message asker) {
    in.enter(asker);
  }

  void drain() {
    System.out.flush();
    System.err.flush();
    out.drain();
    err.drain();
  }
}
