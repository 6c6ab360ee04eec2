package cortado.magic;

import cortado.UserError;
import cortado.session.ModelFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "load",
    description = "Loads a Keras model as a new variant, or a TFLite file to measure and run.",
    footer = {
      "",
      "A .tflite file has no layers: it can be measured, summed up, run and exported, but not",
      "trained, pruned or quantized. It runs in a process of its own.",
      "",
      "A file of weights only (.weights.h5, or any with --into) goes into a variant that is there.",
      "",
      "%%load model.keras",
      "%%load model.h5 --as baseline",
      "%%load best.weights.h5 --into baseline",
      "%%load other.tflite",
      "%%load --example cells"
    })
final class LoadMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A Keras file (.h5, .hdf5, .keras), a .safetensors file that %%export wrote, or a .tflite"
              + " file.")
  private Path file;

  @Option(
      names = "--example",
      paramLabel = "NAME",
      completionCandidates = Names.Examples.class,
      description = "Loads a model that ships with Cortado instead: ${COMPLETION-CANDIDATES}.")
  private String example;

  @Option(
      names = "--into",
      paramLabel = "VARIANT",
      description = "Which variant's layers the weights are for; the newest if not given.")
  private VariantName into;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Name of the variant; the file's if not given.")
  private String name;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Refuses a file with another checksum, as recipes do that %%export wrote.")
  private String sha256;

  LoadMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    if ((file == null) == (example == null)) {
      throw UserError.because("%load takes either a file or an example")
          .received(file == null ? "neither" : "both")
          .next("%load model.h5, or %load --example cells");
    }
    Optional<String> as = Optional.ofNullable(name);
    if (into != null && file == null) {
      throw UserError.because("--into takes a file of weights").next("%load FILE --into VARIANT");
    } else if (file != null && (into != null || isOfWeights(file))) {
      Optional<String> variant = Optional.ofNullable(into).map(VariantName::value);
      return context.session().loadWeights(modelFile(file), variant, as);
    }
    return file != null
        ? context.session().load(modelFile(file), as)
        : Example.of(example).read(copy -> context.session().load(example(copy), as));
  }

  private ModelFile modelFile(Path path) {
    return ModelFile.of(path).requiring(Optional.ofNullable(sha256));
  }

  private ModelFile example(Path copy) {
    return new ModelFile(copy, "%load --example " + example, Optional.ofNullable(sha256));
  }

  private static boolean isOfWeights(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".weights.h5");
  }
}
