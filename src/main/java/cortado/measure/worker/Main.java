package cortado.measure.worker;

import java.io.PrintStream;

/** Starts the child process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintStream replies = System.out;
    // What a library prints must not mix with the replies.
    System.setOut(System.err);
    System.exit(new Worker(System.in, replies, Runtimes::named).run());
  }
}
