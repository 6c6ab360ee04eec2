package cortado.session;

import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.explain.ErrorAccount;
import cortado.tensor.NamedTensors;
import cortado.workspace.Signature;
import java.util.Optional;

/** A few samples to compare a quantized variant with its parent on, in the variant's order. */
record ProbeSamples(NamedTensors inputs, ErrorAccount.Source source) {

  /** Test samples, or else training samples; empty without data that fits. */
  static Optional<ProbeSamples> of(Signature signature, Optional<Dataset> data, int most) {
    if (data.isEmpty()) {
      return Optional.empty();
    }
    boolean tests = data.get().test().count() > 0;
    Samples samples = tests ? data.get().test() : data.get().train();
    SampleFit fit = new SampleFit(signature);
    if (fit.misfit(samples.inputs()).isPresent()) {
      return Optional.empty();
    }
    NamedTensors some = fit.inputs(samples.inputs()).slice(0, Math.min(most, samples.count()));
    return Optional.of(
        new ProbeSamples(some, tests ? ErrorAccount.Source.TEST : ErrorAccount.Source.TRAINING));
  }

  int count() {
    return inputs.count();
  }
}
