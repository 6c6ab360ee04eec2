package cortado.tensorflow;

/**
 * What a graph is built for.
 *
 * @param training whether batch norm takes the batch's statistics and dropout drops
 * @param differentiable whether every op has a gradient
 * @param seed of dropout
 */
record Mode(boolean training, boolean differentiable, long seed) {
  static final Mode INFERENCE = new Mode(false, false, 0);

  /** What inference computes, by ops that have gradients. */
  static final Mode DIFFERENTIABLE = new Mode(false, true, 0);

  static Mode training(long seed) {
    return new Mode(true, true, seed);
  }
}
