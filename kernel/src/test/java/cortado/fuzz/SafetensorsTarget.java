package cortado.fuzz;

import cortado.tensor.Safetensors;

/** Safetensors files. */
public final class SafetensorsTarget {
  private SafetensorsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(
        input,
        ".safetensors",
        file -> Safetensors.open(file).tensors().values().forEach(t -> t.floats()));
  }
}
