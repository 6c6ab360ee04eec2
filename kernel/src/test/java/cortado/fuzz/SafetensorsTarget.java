package cortado.fuzz;

import cortado.tensor.DType;
import cortado.tensor.Safetensors;
import cortado.tensor.Tensor;

/** Safetensors files. */
public final class SafetensorsTarget {
  private SafetensorsTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Bounds.check(
        input,
        ".safetensors",
        file -> Safetensors.open(file).tensors().values().forEach(SafetensorsTarget::read));
  }

  private static void read(Tensor t) {
    if (t.dtype() == DType.FLOAT32) {
      t.floats();
    } else {
      t.bytes();
    }
  }
}
