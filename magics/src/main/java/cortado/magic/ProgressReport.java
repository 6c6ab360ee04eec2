package cortado.magic;

import cortado.workspace.SessionListener;
import java.util.concurrent.CancellationException;

/** Carries the session's progress to a bar, and an interrupt of the thread back to the session. */
final class ProgressReport implements SessionListener, AutoCloseable {
  private final Console console;
  private final String title;
  private Console.ProgressBar bar;

  ProgressReport(Console console, String title) {
    this.console = console;
    this.title = title;
  }

  @Override
  public void onProgress(String stage, double fraction, String detail) {
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted during " + stage);
    }
    if (bar == null) {
      bar = console.progress(title); // not before, so that a refused call shows its error alone
    }
    String what = stage.startsWith(title + " ") ? stage.substring(title.length() + 1) : stage;
    bar.update(fraction, detail.isEmpty() ? what : what + ": " + detail);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
