package cortado.tflite;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The native TFLite runtime of this process. */
public final class TfliteLibrary {
  /** Keeps the symbols to the library: TensorFlow has some of the same names. */
  private static final int RTLD_LAZY = 1;

  private static final int SILENT = 4;
  private static final AtomicInteger OPEN_HANDLES = new AtomicInteger();
  private static String library;

  private TfliteLibrary() {}

  /**
   * Loads the library unless it is; the first time on a machine it is unpacked to a cache. Its
   * messages to the standard error stay, and no memory goes to anything else: so a process that
   * measures should load it first.
   */
  public static synchronized void load() {
    library();
  }

  /** The version of the runtime, such as {@code 2.21.0}; loads it. */
  public static String version() {
    load();
    return tensorflowlite.TfLiteVersion().getString();
  }

  /** Loads the library, unless it is, in such a way that it says nothing by itself. */
  static synchronized void loadSilent() {
    if (library == null) {
      silence(library());
    }
  }

  private static String library() {
    if (library == null) {
      library = Loader.load(tensorflowlite.class);
    }
    return library;
  }

  /**
   * The runtime reports to the standard error, which belongs to the user; failures come back as
   * status codes, too. Java has no binding for the function that sets its log level.
   */
  private static void silence(String file) {
    try {
      NativeLibrary.getInstance(file, Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY))
          .getFunction("_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE")
          .invokeVoid(new Object[] {SILENT});
    } catch (UnsatisfiedLinkError e) {
      // Another compiler names it differently: the messages stay, and disturb nothing else.
    }
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
