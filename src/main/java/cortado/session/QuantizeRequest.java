package cortado.session;

import cortado.UserError;
import cortado.quantize.QuantizationMethod;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to quantize and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param samples of the training set to calibrate on, or all if there are fewer; only int8 needs
 *     them
 * @param seed chooses the samples
 * @param name of the variant to make
 */
public record QuantizeRequest(
    Optional<String> from,
    QuantizationMethod method,
    int samples,
    long seed,
    Optional<String> name) {

  public QuantizeRequest {
    if (samples < 1) {
      throw UserError.because("Calibration needs samples").received(samples).allowed("at least 1");
    }
  }

  /**
   * Calibrated on up to 100 samples, seed 7.
   *
   * @param scheme {@code float16}, {@code dynamic} or {@code int8}
   */
  public static QuantizeRequest of(String scheme) {
    return new QuantizeRequest(
        Optional.empty(), QuantizationMethod.of(scheme), 100, 7, Optional.empty());
  }

  /** Quantized otherwise: {@code request.method(m -> m.withIo("uint8"))}. */
  public QuantizeRequest method(UnaryOperator<QuantizationMethod> change) {
    return new QuantizeRequest(from, change.apply(method), samples, seed, name);
  }

  public QuantizeRequest from(String variant) {
    return new QuantizeRequest(Optional.of(variant), method, samples, seed, name);
  }

  public QuantizeRequest withSamples(int n) {
    return new QuantizeRequest(from, method, n, seed, name);
  }

  public QuantizeRequest withSeed(long s) {
    return new QuantizeRequest(from, method, samples, s, name);
  }

  public QuantizeRequest as(String variant) {
    return new QuantizeRequest(from, method, samples, seed, Optional.of(variant));
  }
}
