package cortado.tensorflow;

/** What trains the same network on the same samples, an epoch at a time. */
interface Contestant extends AutoCloseable {
  String name();

  /** Trains one epoch more and returns how long that took. */
  double epochSeconds();

  @Override
  void close();
}
