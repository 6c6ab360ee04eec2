package cortado.fuzz;

import cortado.keras.KerasReader;

/** Keras 3 archives. */
public final class KerasArchiveTarget {
  private KerasArchiveTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(input, ".keras", KerasReader::read);
  }
}
