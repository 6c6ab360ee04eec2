package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.measure.FileSize;
import cortado.quantize.Scheme;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a variant as a TFLite file without the zeros of its kernels. */
record SparseExporting(Artifacts artifacts, Variant variant, Optional<Dataset> data) {

  SparseExport export(Path file, SessionListener listener) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".tflite")) {
      throw UserError.because("Zeros can be left out of TFLite files only")
          .received(file)
          .allowed(".tflite");
    }
    if (variant.isForeign()) {
      throw UserError.because(variant.name() + " is a TFLite file of another program")
          .next("%load the Keras model that it was made from");
    }
    long kernels =
        variant.isQuantized() ? again(file, listener) : Artifacts.writeSparse(variant, file);
    if (kernels == 0) {
      throw UserError.because("No kernel of " + variant.name() + " is smaller without its zeros")
          .received("zeros in kernels: " + Math.round(100 * variant.sparsity()) + " %")
          .next("%prune 0.8, or leave --sparse out");
    }
    Path dense = artifacts.tflite(variant);
    return new SparseExport(file, FileSize.of(dense), FileSize.of(file), kernels);
  }

  /** Quantizes once more, as the file of the variant has no place for what is left out. */
  private long again(Path file, SessionListener listener) {
    if (!(variant.recipe() instanceof Recipe.Quantized recipe)) {
      throw UserError.because("What --aware trained is kept with its zeros only")
          .received(variant.name())
          .allowed("variants of float32, float16 and int8 without --aware")
          .next("leave --sparse out: a compressed file is no larger with its zeros");
    }
    if (recipe.method().whole() instanceof Scheme.DynamicRange) {
      throw UserError.because(
              "The runtime cannot put back the zeros of kernels that it quantizes inputs for")
          .received(variant.name())
          .allowed("variants of float32, float16 and int8");
    }
    QuantizeRequest request =
        new QuantizeRequest(
            Optional.empty(),
            recipe.method(),
            Math.max(1, recipe.samples()),
            recipe.seed(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Quantizing quantizing =
        new Quantizing(
            List.of(variant), request, data, () -> artifacts.open(variant, RuntimeId.TFLITE));
    if (!quantizing.recipe().equals(recipe.asked())) {
      throw UserError.because(
              variant.name() + " was calibrated on other data, and must be again to be written so")
          .next("the %data line that it was quantized with; %history tells more");
    }
    return quantizing.writeSparse(file, "export " + variant.name(), listener);
  }
}
