package cortado.magic;

import cortado.UserError;
import cortado.report.ExplanationReport;
import cortado.session.ExplainOptions;
import cortado.session.Session;
import cortado.tflite.Kernels;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description =
        "Runs a variant as a TFLite file in fresh processes and tells why it is as fast, as"
            + " large and as exact as it is: sentences with their numbers, the time of each"
            + " operator, the error of each layer of a quantized variant.",
    footer = {
      "",
      "A quantized variant is run in turns with the one that it was made from, a pruned one with the",
      "one before that. A second variant takes their place.",
      "",
      "%%explain",
      "%%explain unet-int8 --threads 2",
      "%%explain unet-int8 unet-float16",
      "%%explain unet-int8 --tensorflow",
      "%%explain unet-int8 --no-xnnpack --out operators.png"
    })
final class ExplainMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..2",
      paramLabel = "VARIANT",
      description =
          "What to explain, and what to compare it with; the newest if not given, and what it was"
              + " made from.")
  private List<VariantName> variants = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of one inference; ${DEFAULT-VALUE} if not given.")
  private int threads;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "Timed inferences, and as many in which each operator is timed; ${DEFAULT-VALUE} if not"
              + " given.")
  private int runs;

  @Option(
      names = "--no-xnnpack",
      description =
          "Runs it with the runtime's own kernels alone, as builds without XNNPACK do, and in turns"
              + " with XNNPACK.")
  private boolean withoutXnnpack;

  @Option(
      names = "--tensorflow",
      description =
          "Also runs an int8 variant as frameworks do before it is a file: in TensorFlow, as float32"
              + " with all rounding on top. Takes some seconds.")
  private boolean tensorFlow;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also writes the figure; the ending tells the format: .png or .html.")
  private Path out;

  ExplainMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Session session = context.session();
    if (variants.size() > 2) {
      throw UserError.because("%explain takes a variant and one to compare it with")
          .received(variants.size() + " names")
          .next("%measure --all, which compares all");
    }
    Variant variant =
        variants.isEmpty() ? session.newest() : session.variant(variants.get(0).value());
    ExplainOptions options = ExplainOptions.DEFAULT.withThreads(threads).withRuns(runs);
    options = withoutXnnpack ? options.withKernels(Kernels.BUILT_IN) : options;
    options = tensorFlow ? options.inTensorFlow() : options;
    options = variants.size() < 2 ? options : options.against(variants.get(1).value());
    try (ProgressReport progress = context.progress("explain")) {
      ExplanationReport report = new ExplanationReport(session.explain(variant, options, progress));
      if (out != null) {
        report.chart().write(out);
      }
      return report;
    }
  }
}
