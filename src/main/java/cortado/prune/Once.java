package cortado.prune;

import java.util.function.Supplier;

/** Computes a value when it is first asked for, for all threads. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> supplier;
  private T value;

  private Once(Supplier<T> supplier) {
    this.supplier = supplier;
  }

  static <T> Supplier<T> of(Supplier<T> supplier) {
    return new Once<>(supplier);
  }

  @Override
  public synchronized T get() {
    if (value == null) {
      value = supplier.get();
    }
    return value;
  }
}
