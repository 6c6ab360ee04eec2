package cortado.tensorflow;

import com.sun.jna.Function;
import cortado.UserError;
import java.io.File;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * TensorFlow's native library, taken from the class path so that nothing is downloaded.
 *
 * <p>The first load on a machine unpacks about 600 MB into JavaCPP's cache folder, which takes some
 * seconds; later ones take about one second.
 */
public final class TensorFlowLibrary {
  private static final String ONE_DNN = "TF_ENABLE_ONEDNN_OPTS";

  private static boolean loaded;

  private TensorFlowLibrary() {}

  /**
   * Loads the library unless that has been done.
   *
   * @throws UserError if the class path has no library for this platform
   */
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    setEnvironment("TF_CPP_MIN_LOG_LEVEL", "3");
    // Else the first session of the process would decide the number of threads of all others.
    setEnvironment("TF_OVERRIDE_GLOBAL_THREADPOOL", "1");
    // TensorFlow leaves oneDNN off on processors without AVX-512, where it is faster, too.
    setEnvironment(ONE_DNN, "1");
    // JavaCPP would take its default limit for a leak and fail when the heap is kept small.
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    // DJL neither reports its use nor looks for models elsewhere.
    System.setProperty("ai.djl.offline", "true");
    // DJL would download a library of its own if it were not told where this one is.
    System.setProperty("TENSORFLOW_LIBRARY_PATH", new File(unpacked()).getParent());
    loaded = true;
  }

  /** TensorFlow's version, such as {@code 2.16.1}; loads the library. */
  public static String version() {
    load();
    return TensorFlow.version();
  }

  /** Whether oneDNN's kernels are used, as they are unless the user turned them off. */
  static boolean usesOneDnn() {
    return !"0".equals(System.getenv(ONE_DNN));
  }

  private static String unpacked() {
    String path;
    try {
      path = Loader.load(tensorflow.class);
    } catch (LinkageError e) {
      throw missing(e);
    }
    if (path == null) {
      throw missing(null);
    }
    return path;
  }

  private static UserError missing(Throwable cause) {
    return UserError.because("TensorFlow's native library cannot be loaded on this machine", cause)
        .received(Loader.Detector.getPlatform())
        .next(
            "build with -Dnative.platform="
                + Loader.Detector.getPlatform()
                + ", then ./cortado doctor");
  }

  /** Sets a variable of the C environment, which Java cannot change, unless the user has set it. */
  private static void setEnvironment(String name, String value) {
    if (System.getenv(name) == null) {
      Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, 1});
    }
  }
}
