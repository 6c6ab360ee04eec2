package cortado.session;

import cortado.UserError;
import cortado.quantize.QuantizationMethod;
import cortado.train.Decay;
import cortado.train.ErrorBudget;
import cortado.workspace.Hyperparameters;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to quantize and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param samples of the training set to calibrate on, or all if there are fewer; only int8 needs
 *     them
 * @param seed chooses the samples
 * @param aware how the weights are trained while they are rounded as the file rounds them; 2 epochs
 *     if it names none; empty leaves them as they are
 * @param within how much worse the file may be: the fewest layers that have to be are kept in
 *     float16, or in float32 where the whole is float16
 * @param name of the variant to make
 */
public record QuantizeRequest(
    Optional<String> from,
    QuantizationMethod method,
    int samples,
    long seed,
    Optional<Hyperparameters> aware,
    Optional<ErrorBudget> within,
    Optional<String> name) {
  /** Batches of 4, Adam from 2e-4 down a half cosine: what is trained is nearly right already. */
  public static final Hyperparameters DEFAULTS = Hyperparameters.of(4, 2e-4, Decay.COSINE);

  private static final int DEFAULT_EPOCHS = 2;

  public QuantizeRequest {
    if (samples < 1) {
      throw UserError.because("Calibration needs samples").received(samples).allowed("at least 1");
    }
    if (aware.map(a -> a.epochs().orElse(DEFAULT_EPOCHS)).orElse(1) < 1) {
      throw UserError.because("Without an epoch nothing is trained")
          .received("--aware --epochs 0")
          .allowed("at least 1")
          .next("leave --aware out");
    }
    if (aware.isPresent() && !method.corrections().isEmpty()) {
      throw UserError.because("Training corrects biases and ranges itself")
          .received("--aware --correct " + String.join(",", method.corrections()))
          .allowed("one of them")
          .next("%quantize " + method);
    }
    if (aware.isPresent() && within.isPresent()) {
      throw UserError.because("Layers to keep are found without training only")
          .received("--aware --within " + within.get())
          .allowed("one of them")
          .next("%quantize " + method + " --within \"" + within.get() + "\"");
    }
  }

  /**
   * Calibrated on up to 100 samples, seed 7.
   *
   * @param scheme {@code float16}, {@code dynamic} or {@code int8}
   */
  public static QuantizeRequest of(String scheme) {
    return new QuantizeRequest(
        Optional.empty(),
        QuantizationMethod.of(scheme),
        100,
        7,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Quantized otherwise: {@code request.method(m -> m.withIo("uint8"))}. */
  public QuantizeRequest method(UnaryOperator<QuantizationMethod> change) {
    return new QuantizeRequest(from, change.apply(method), samples, seed, aware, within, name);
  }

  public QuantizeRequest from(String variant) {
    return new QuantizeRequest(Optional.of(variant), method, samples, seed, aware, within, name);
  }

  public QuantizeRequest withSamples(int n) {
    return new QuantizeRequest(from, method, n, seed, aware, within, name);
  }

  public QuantizeRequest withSeed(long s) {
    return new QuantizeRequest(from, method, samples, s, aware, within, name);
  }

  public QuantizeRequest as(String variant) {
    return new QuantizeRequest(from, method, samples, seed, aware, within, Optional.of(variant));
  }

  /** With training, changed from {@link #DEFAULTS}: {@code request.aware(t -> t.withEpochs(3))}. */
  public QuantizeRequest aware(UnaryOperator<Hyperparameters> change) {
    Hyperparameters how = change.apply(aware.orElse(DEFAULTS));
    return new QuantizeRequest(from, method, samples, seed, Optional.of(how), within, name);
  }

  /** With as many layers kept in larger numbers as it takes. */
  public QuantizeRequest within(ErrorBudget budget) {
    return new QuantizeRequest(from, method, samples, seed, aware, Optional.of(budget), name);
  }

  int epochs() {
    return aware.orElse(DEFAULTS).epochs().orElse(DEFAULT_EPOCHS);
  }
}
