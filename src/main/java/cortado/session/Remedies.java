package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.explain.ErrorAccount;
import cortado.explain.Remedy;
import cortado.quantize.CalibrationMethod;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.Scheme;
import cortado.tensor.AtomicFile;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.workspace.QuantizationError;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import cortado.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries what may help where rounding spoils the output, so that nothing is advised in vain. */
record Remedies(
    Workspace workspace, Artifacts artifacts, VariantCatalog catalog, Optional<Dataset> data) {

  /**
   * The first that brings the output above 20 dB, or else the one that brings most.
   *
   * @param v quantized without training
   */
  Optional<Remedy> of(Variant v, ErrorAccount errors, SessionListener listener) {
    if (errors.source() == ErrorAccount.Source.MADE_UP) {
      return Optional.empty();
    }
    Variant from = catalog.named(v.parent().orElseThrow());
    List<Remedy> tried = new ArrayList<>();
    for (QuantizationMethod method : candidates(errors)) {
      listener.onProgress("explain " + v.name(), 1, "trying %quantize " + method);
      Remedy remedy;
      try {
        remedy = new Remedy(method, output(v, from, method));
      } catch (UserError e) {
        // Not every scheme takes every correction, and some layer must be left to quantize.
        continue;
      }
      tried.add(remedy);
      if (remedy.outputDb() >= ErrorAccount.LEAST_DB) {
        return Optional.of(remedy);
      }
    }
    return tried.stream()
        .max(Comparator.comparingDouble(Remedy::outputDb))
        .filter(r -> r.outputDb() > errors.outputDb());
  }

  /** Those that cost nothing at run time first, then those with ever more layers in float32. */
  private static List<QuantizationMethod> candidates(ErrorAccount errors) {
    List<QuantizationMethod> all = new ArrayList<>();
    QuantizationMethod method = errors.method();
    if (method.corrections().isEmpty() && method.whole() instanceof Scheme.FullInteger) {
      all.add(method.withCorrections(List.of("equalize", "bias")));
    }
    if (method.calibration().equals(CalibrationMethod.MIN_MAX.id())) {
      all.add(method.withCalibration(CalibrationMethod.MSE.id()));
    }
    errors
        .spoiler()
        .filter(s -> !s.isInput())
        .ifPresent(
            s -> {
              all.add(method.withSkip(List.of(s.layer())));
              Set<String> both = new LinkedHashSet<>(s.sources());
              both.add(s.layer());
              all.add(method.withSkip(List.copyOf(both)));
            });
    return all;
  }

  private double output(Variant v, Variant from, QuantizationMethod method) {
    Recipe.Quantized recipe = (Recipe.Quantized) v.recipe();
    QuantizeRequest request =
        QuantizeRequest.of(method.scheme())
            .method(m -> method)
            .withSamples(Math.max(1, recipe.samples()))
            .withSeed(recipe.seed());
    Quantizing quantizing =
        new Quantizing(
            List.of(from), request, data, () -> artifacts.open(from, RuntimeId.TENSORFLOW));
    Quantizing.File made =
        quantizing.file(
            new TensorFlowTrainer(), () -> artifacts.tflite(from), "", SessionListener.SILENT);
    return workspace.withScratch(
        scratch -> {
          Path file = scratch.resolve("tried.tflite");
          AtomicFile.stream(file, made.form().content(""));
          return new ErrorMeter(artifacts)
              .of(from, file, data, List.of())
              .map(QuantizationError::sqnrDb)
              .orElse(Double.NEGATIVE_INFINITY);
        });
  }
}
