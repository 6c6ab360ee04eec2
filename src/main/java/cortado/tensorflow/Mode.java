package cortado.tensorflow;

/**
 * What a graph is built for.
 *
 * @param training whether batch norm takes the batch's statistics, dropout drops, and every op has
 *     a gradient
 * @param seed of dropout
 */
record Mode(boolean training, long seed) {
  static final Mode INFERENCE = new Mode(false, 0);

  static Mode training(long seed) {
    return new Mode(true, seed);
  }
}
