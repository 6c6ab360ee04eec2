package cortado.workspace;

/** Is told how far a long call has come and may stop it. */
@FunctionalInterface
public interface SessionListener {
  SessionListener SILENT = (stage, fraction, detail) -> {};

  /**
   * Called from the thread that made the call.
   *
   * @param stage what is being done: {@code prune sparse80}
   * @param fraction of the whole call that is done, in [0, 1]
   * @param detail where it stands: {@code epoch 2/5, loss 0.1213, 84 samples/s}; may be empty
   * @throws java.util.concurrent.CancellationException to stop; what was not finished is dropped
   */
  void onProgress(String stage, double fraction, String detail);

  /** Tells of a part of the call: its fractions become those from {@code from} to {@code to}. */
  default SessionListener part(double from, double to) {
    return (stage, fraction, detail) -> onProgress(stage, from + (to - from) * fraction, detail);
  }
}
