package cortado.magic;

import cortado.session.RuntimeId;
import cortado.session.Session;
import cortado.session.Variant;
import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "predict",
    description = "Computes the output of a variant for inputs from a file.",
    footer = {"", "%%predict in.npy --out out.npy --from sparse80 --runtime tflite"})
final class PredictMagic implements Magic {
  private final MagicContext context;

  @Parameters(paramLabel = "IN.npy", description = "float32 inputs, batch first, images NHWC.")
  private Path in;

  @Option(names = "--out", paramLabel = "OUT.npy", description = "Where to write the outputs.")
  private Path out;

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
    Tensor output = session.predict(variant, Npy.read(in), runtime(variant));
    if (out != null) {
      Npy.write(out, output);
    }
    return output;
  }

  private RuntimeId runtime(Variant variant) {
    if (runtime != null) {
      return RuntimeId.of(runtime);
    }
    return variant.isQuantized() ? RuntimeId.TFLITE : RuntimeId.TENSORFLOW;
  }
}
