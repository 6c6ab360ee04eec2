package cortado.graph;

/** How a window treats the ends of a signal. */
public enum SignalPadding {
  /** As {@link Padding#SAME}. */
  SAME,
  /** As {@link Padding#VALID}. */
  VALID,
  /** Zeros before the signal only, so that no output depends on a later input. */
  CAUSAL
}
