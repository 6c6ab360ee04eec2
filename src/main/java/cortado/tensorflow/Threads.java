package cortado.tensorflow;

/**
 * How many threads a session has.
 *
 * @param within for one op, at least 1
 * @param between for ops that run side by side, at least 1
 */
record Threads(int within, int between) {
  Threads {
    if (within < 1 || between < 1) {
      throw new IllegalArgumentException("threads " + within + ", " + between + ": at least 1");
    }
  }

  /** One for each processor, which was fastest. */
  static Threads best() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Threads(processors, Math.min(2, processors));
  }
}
