package cortado.quantize;

import cortado.tensor.DType;
import cortado.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * A kernel as uint8 codes with one scale and one zero point for all channels, as accelerators take
 * it that are older than scales for each channel (Jacob et al., 2018, section 2.1).
 *
 * @param codes in the kernel's order; computed when they are read
 */
public record WholeKernel(Tensor codes, Quantization quantization) {

  /**
   * Quantizes a kernel whose bias is to be int32 in steps of input scale x kernel scale, with a
   * wider scale where the bias would not fit.
   *
   * @param name of the kernel, as the user is told
   * @throws cortado.UserError if a number is infinite or not a number
   */
  public static WholeKernel of(String name, Tensor kernel, float[] biases, float inputScale) {
    WeightQuantizer.requireFinite(name, biases);
    float[] ends = {0, 0};
    kernel.eachPart(
        (from, values) -> {
          while (values.hasRemaining()) {
            float v = values.get();
            WeightQuantizer.requireFinite(name, new float[] {v});
            ends[0] = Math.min(ends[0], v);
            ends[1] = Math.max(ends[1], v);
          }
        });
    Quantization q = new Range(ends[0], ends[1]).quantization();
    double steps = 0;
    for (float b : biases) {
      steps = Math.max(steps, Math.abs(b) / ((double) inputScale * q.scale()));
    }
    double wider = steps / WeightQuantizer.MAX_BIAS_STEPS;
    Quantization codes =
        wider > 1 ? Quantization.perTensor((float) (q.scale() * wider), q.zeroPoint()) : q;
    Tensor encoded =
        Tensor.computed(
            DType.UINT8,
            kernel.shape(),
            (from, into) -> {
              FloatBuffer values = kernel.part(from, into.remaining()).asFloatBuffer();
              while (values.hasRemaining()) {
                into.put((byte) (codes.encode(values.get()) - Byte.MIN_VALUE));
              }
            });
    return new WholeKernel(encoded, codes.unsigned());
  }
}
