package cortado.quantize;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Tensor;
import java.nio.FloatBuffer;

/**
 * Symmetric int8 quantization of kernels with one scale for each output channel, as the TFLite
 * 8-bit quantization specification asks: codes in [-127, 127], zero point 0.
 */
public final class WeightQuantizer {
  private static final int MAX_CODE = 127;
  private static final int MAX_NIBBLE = 7;

  /** The largest bias in steps of its scale; a quarter of what int32 holds leaves room to add. */
  static final double MAX_BIAS_STEPS = 1 << 29;

  /** In a channel without weights the bias alone gives the scale, and this many steps. */
  private static final double DEAD_CHANNEL_BIAS_STEPS = Short.MAX_VALUE;

  /** From here on XNNPACK refuses a layer. */
  private static final float MAX_RESCALING = 256;

  private static final float LEAST_SCALE = 0x1p-60f;

  private WeightQuantizer() {}

  /**
   * Quantizes a kernel.
   *
   * @param name of the kernel, as the user is told
   * @param kernel float32, output channel first
   * @throws UserError if a weight is infinite or not a number
   */
  public static QuantizedWeights quantize(String name, Tensor kernel, int channels) {
    return quantize(name, kernel, new float[channels], 1, channels, MAX_CODE, false);
  }

  /**
   * Quantizes a kernel to codes in [-7, 7], which 4 bits hold.
   *
   * @param distinct how many scales there are; channel c has that of {@code c % distinct}
   */
  public static QuantizedWeights quantizeToNibbles(
      String name, Tensor kernel, int channels, int distinct) {
    return quantize(name, kernel, new float[channels], 1, distinct, MAX_NIBBLE, false);
  }

  /**
   * Quantizes a kernel whose bias is to be whole steps of input scale x channel scale, widening the
   * scale of channels whose bias would not fit. Its scales are short, as they are in the file
   * twice, see {@link ShortScale}.
   *
   * @param biases one for each output channel
   */
  public static QuantizedWeights quantize(
      String name, Tensor kernel, float[] biases, Quantization input) {
    return quantize(name, kernel, biases, input, biases.length);
  }

  /**
   * As {@link #quantize(String, Tensor, float[], Quantization)} where several channels make one of
   * the model's, as those of a transposed convolution that is written as squares, and share its
   * scale.
   *
   * @param distinct how many scales there are; channel c has that of {@code c % distinct}
   */
  public static QuantizedWeights quantize(
      String name, Tensor kernel, float[] biases, Quantization input, int distinct) {
    return quantize(name, kernel, biases, input.byteScale(), distinct, MAX_CODE, true);
  }

  private static QuantizedWeights quantize(
      String name,
      Tensor kernel,
      float[] biases,
      float inputScale,
      int distinct,
      int maxCode,
      boolean shortScales) {
    Extremes extremes = extremes(name, kernel, biases.length);
    float[] scales = new float[biases.length];
    for (int c = distinct; c < scales.length; c++) {
      extremes.merge(c, c % distinct);
    }
    for (int c = 0; c < scales.length; c++) {
      float scale =
          scale(
              extremes.largest(c % distinct), requireFinite(name, biases[c]) / inputScale, maxCode);
      boolean isShort = shortScales && !extremes.areShared(c % distinct);
      scales[c] = isShort ? ShortScale.atLeast(scale) : scale;
    }
    int each = kernel.elements() / biases.length;
    Tensor codes =
        Tensor.computed(
            DType.INT8,
            kernel.shape(),
            (from, into) -> {
              FloatBuffer values = kernel.part(from, into.remaining()).asFloatBuffer();
              for (int i = from; values.hasRemaining(); i++) {
                int code = Quantization.roundHalfAway((double) values.get() / scales[i / each]);
                into.put((byte) Math.max(-maxCode, Math.min(maxCode, code)));
              }
            });
    return new QuantizedWeights(codes, scales);
  }

  /** The biases in steps of input scale x channel scale. */
  public static int[] quantizeBiases(float[] biases, float[] scales, float inputScale) {
    int[] codes = new int[biases.length];
    for (int c = 0; c < codes.length; c++) {
      codes[c] = Quantization.roundHalfAway(biases[c] / ((double) inputScale * scales[c]));
    }
    return codes;
  }

  /** The biases as {@link #quantizeBiases} has them, of layers whose inputs are int16. */
  public static long[] quantizeWideBiases(float[] biases, float[] scales, float inputScale) {
    long[] codes = new long[biases.length];
    for (int c = 0; c < codes.length; c++) {
      codes[c] = Math.round(biases[c] / ((double) inputScale * scales[c]));
    }
    return codes;
  }

  /**
   * The scales of the biases of an int8 layer, input scale x channel scale.
   *
   * @throws UserError if a scale overflows, or the outputs are so small beside the inputs that the
   *     kernels of TFLite cannot rescale them
   */
  public static float[] biasScales(
      String name, float[] scales, float inputScale, float outputScale) {
    float[] products = new float[scales.length];
    for (int c = 0; c < scales.length; c++) {
      products[c] = inputScale * scales[c];
      if (!(products[c] / outputScale < MAX_RESCALING)) {
        throw UserError.because("The layer of " + name + " cannot be integers: its scales overflow")
            .received("input x kernel / output scale " + products[c] / outputScale)
            .allowed("below " + MAX_RESCALING)
            .next("calibrate on real data, or keep this layer in float32");
      }
    }
    return products;
  }

  private static float scale(float largest, double biasInInputSteps, int maxCode) {
    double bias = Math.abs(biasInInputSteps);
    if (largest > 0) {
      double scale = Math.max(largest / maxCode, bias / MAX_BIAS_STEPS);
      return (float) Math.max(scale, LEAST_SCALE);
    }
    double scale = bias > 0 ? bias / DEAD_CHANNEL_BIAS_STEPS : 1.0 / maxCode;
    return (float) Math.max(scale, LEAST_SCALE);
  }

  private static Extremes extremes(String name, Tensor kernel, int channels) {
    Extremes extremes = new Extremes(channels);
    int each = kernel.elements() / channels;
    kernel.eachPart(
        (from, values) -> {
          for (int i = from; values.hasRemaining(); i++) {
            extremes.add(i / each, requireFinite(name, values.get()));
          }
        });
    return extremes;
  }

  /**
   * Refuses what would spoil every output.
   *
   * @throws UserError if a number is infinite or not a number
   */
  public static void requireFinite(String name, float[] values) {
    for (float v : values) {
      requireFinite(name, v);
    }
  }

  private static float requireFinite(String name, float v) {
    if (!Float.isFinite(v)) {
      throw UserError.because("The weight " + name + " holds a value that cannot be quantized")
          .received(v)
          .next("train the model again, or keep float32");
    }
    return v;
  }
}
