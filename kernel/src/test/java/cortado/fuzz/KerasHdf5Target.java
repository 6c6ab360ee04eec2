package cortado.fuzz;

import cortado.keras.KerasReader;

/** Keras models in HDF5. */
public final class KerasHdf5Target {
  private KerasHdf5Target() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(input, ".h5", KerasReader::read);
  }
}
