package cortado.tflite;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The native TFLite runtime of this process. */
public final class TfliteLibrary {
  private static final AtomicInteger OPEN_HANDLES = new AtomicInteger();

  private TfliteLibrary() {}

  /** Loads the library unless it is; the first time on a machine it is unpacked to a cache. */
  public static void load() {
    Loader.load(tensorflowlite.class);
  }

  /** How many native objects are open; 0 once all predictors are closed. */
  public static int openHandles() {
    return OPEN_HANDLES.get();
  }

  static void opened() {
    OPEN_HANDLES.incrementAndGet();
  }

  static void closed() {
    OPEN_HANDLES.decrementAndGet();
  }
}
