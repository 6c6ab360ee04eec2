package cortado.fuzz;

import cortado.tflite.TfliteFile;
import cortado.tflite.TfliteWeights;

/** TFLite files as this process reads them; only a child process runs them. */
public final class TfliteTarget {
  private TfliteTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(input, ".tflite", file -> TfliteWeights.of(TfliteFile.read(file), file));
  }
}
