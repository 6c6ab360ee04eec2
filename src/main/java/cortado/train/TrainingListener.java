package cortado.train;

/** Is told how training goes and may stop it. */
public interface TrainingListener {
  TrainingListener SILENT = p -> {};

  /**
   * Called after each step, from the training thread.
   *
   * @throws java.util.concurrent.CancellationException to stop training; nothing of it is kept
   */
  void onProgress(Progress progress);

  /**
   * How far training has come.
   *
   * @param epoch from 1
   * @param step of the epoch, from 1
   * @param loss mean over the epoch's batches so far
   * @param samplesPerSecond over the epoch so far
   */
  record Progress(
      int epoch, int epochs, int step, int steps, double loss, double samplesPerSecond) {}
}
