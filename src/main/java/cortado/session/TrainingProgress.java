package cortado.session;

import cortado.train.TrainingListener;
import cortado.workspace.SessionListener;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Tells a session's listener how training goes, and stops training when its thread is told to.
 *
 * @param more to tell, or an empty text
 */
record TrainingProgress(String stage, SessionListener listener, Supplier<String> more)
    implements TrainingListener {
  @Override
  public void onProgress(Progress p) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("training was interrupted");
    }
    double done = (double) ((p.epoch() - 1) * (long) p.steps() + p.step());
    listener.onProgress(
        stage,
        done / ((long) p.epochs() * p.steps()),
        String.format(
                Locale.ROOT,
                "epoch %d/%d, loss %.4f, %.0f samples/s",
                p.epoch(),
                p.epochs(),
                p.loss(),
                p.samplesPerSecond())
            + (more.get().isEmpty() ? "" : ", " + more.get()));
  }
}
