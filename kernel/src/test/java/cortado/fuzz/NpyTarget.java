package cortado.fuzz;

import cortado.tensor.Npy;

/** NumPy arrays. */
public final class NpyTarget {
  private NpyTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(input, ".npy", Npy::read);
  }
}
