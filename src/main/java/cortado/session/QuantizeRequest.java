package cortado.session;

import cortado.UserError;
import java.util.Optional;

/**
 * What to quantize and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param scheme {@code float16}, {@code dynamic} or {@code int8}
 * @param samples of the training set to calibrate on, or all if there are fewer; only int8 needs
 *     them
 * @param seed chooses the samples
 * @param name of the variant to make
 */
public record QuantizeRequest(
    Optional<String> from, String scheme, int samples, long seed, Optional<String> name) {

  public QuantizeRequest {
    if (samples < 1) {
      throw UserError.because("Calibration needs samples").received(samples).allowed("at least 1");
    }
  }

  /** Calibrated on up to 100 samples, seed 7. */
  public static QuantizeRequest of(String scheme) {
    return new QuantizeRequest(Optional.empty(), scheme, 100, 7, Optional.empty());
  }

  public QuantizeRequest from(String variant) {
    return new QuantizeRequest(Optional.of(variant), scheme, samples, seed, name);
  }

  public QuantizeRequest withSamples(int n) {
    return new QuantizeRequest(from, scheme, n, seed, name);
  }

  public QuantizeRequest withSeed(long s) {
    return new QuantizeRequest(from, scheme, samples, s, name);
  }

  public QuantizeRequest as(String variant) {
    return new QuantizeRequest(from, scheme, samples, seed, Optional.of(variant));
  }
}
