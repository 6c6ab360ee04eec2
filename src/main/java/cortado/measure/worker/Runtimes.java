package cortado.measure.worker;

/** The runtimes by their ids. */
final class Runtimes {
  private Runtimes() {}

  static WorkerRuntime named(String id) {
    throw new IllegalArgumentException("no runtime " + id);
  }
}
