package cortado.magic;

import cortado.data.ImageInput;
import cortado.data.NamedFile;
import cortado.data.NpyArrays;
import cortado.session.Session;
import cortado.tensor.NamedTensors;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = "Computes the outputs of a variant for inputs from files.",
    footer = {
      "",
      "Arrays are taken as they are. Images are scaled to [0, 1] and stretched to the size that",
      "the model takes, as %%data --size does.",
      "",
      "%%predict in.npy --out out.npy --from sparse80 --runtime tflite",
      "%%predict left=a.npy right=b.npy --out both.npz",
      "%%predict photos/ --out masks.npy"
    })
final class PredictMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "1..*",
      paramLabel = "IN",
      description =
          "Inputs, batch first, images NHWC: an .npy file for each, in the model's order or as NAME=FILE; or an image or a folder of images.")
  private List<NamedFile> in;

  @Option(
      names = "--out",
      paramLabel = "OUT",
      description =
          "Where to write the outputs: an .npy file, an .npz file of all outputs by name, or NAME=FILE.npy, once for each.")
  private List<NamedFile> out = List.of();

  @Option(
      names = "--from",
      paramLabel = "VARIANT",
      description = "What computes; the newest variant if not given.")
  private VariantName from;

  @Option(
      names = "--runtime",
      paramLabel = "NAME",
      completionCandidates = Names.Runtimes.class,
      description =
          "${COMPLETION-CANDIDATES}; tflite for a quantized variant, else tensorflow, if not given.")
  private String runtime;

  PredictMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Session session = context.session();
    Variant variant = ChosenVariant.of(session, from);
    OutputFiles files = new OutputFiles(out, variant.signature().outputs());
    NamedTensors outputs = session.predict(variant, inputs(variant), runtime(variant));
    files.write(outputs);
    return outputs.size() == 1 ? outputs.only() : outputs;
  }

  private NamedTensors inputs(Variant variant) {
    Path first = in.get(0).path();
    if (in.size() == 1 && ImageInput.matches(first)) {
      return NamedTensors.of(
          ImageInput.read(first, variant.signature().onlyInput(variant.name()).shape()));
    }
    return NpyArrays.read(in);
  }

  private RuntimeId runtime(Variant variant) {
    if (runtime != null) {
      return RuntimeId.of(runtime);
    }
    return variant.isTflite() ? RuntimeId.TFLITE : RuntimeId.TENSORFLOW;
  }
}
