package cortado.tflite;

import cortado.tensor.Tensor;

/** How well a tensor stands for another. */
final class Signals {
  private Signals() {}

  /** Power of the expected signal over power of the error, in dB. */
  static double sqnr(Tensor expected, Tensor actual) {
    float[] x = expected.floats();
    float[] y = actual.floats();
    double signal = 0;
    double noise = 1e-30;
    for (int i = 0; i < Math.max(x.length, y.length); i++) {
      signal += (double) x[i] * x[i];
      noise += ((double) x[i] - y[i]) * (x[i] - y[i]);
    }
    return 10 * Math.log10(signal / noise);
  }
}
