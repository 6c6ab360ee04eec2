package cortado.magic;

import java.util.function.Function;

/** Where a running magic shows what it does: a notebook, a terminal or a log. */
public interface Console {

  /** Shows a value now, before the magic's own result. */
  void show(Object value);

  /** From now on shows values of a type as what the view makes of them. */
  default <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    throw new UnsupportedOperationException("this screen has no views of types");
  }

  /** Opens a progress bar that updates in place. */
  ProgressBar progress(String title);

  /** Takes away what the running cell has shown so far, where the screen can. */
  default void clear() {}

  /** One bar on the screen; closing it leaves its last state to be seen. */
  interface ProgressBar extends AutoCloseable {
    /**
     * Moves the bar.
     *
     * @param fraction done, in [0, 1]
     * @param detail what is going on, such as {@code epoch 2/5, loss 0.101, 92 samples/s}
     */
    void update(double fraction, String detail);

    @Override
    void close();
  }
}
