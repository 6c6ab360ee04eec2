package cortado.magic;

import cortado.report.Drawing;
import cortado.report.NetworkColour;
import cortado.report.PlotKind;
import cortado.report.VariantPlots;
import cortado.session.Session;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plot",
    description = "Draws what was measured, and what training and pruning did.",
    footer = {
      "",
      "loss-size, loss-latency, loss-sparsity: the test loss against what variants cost; rings and",
      "  stairs mark the Pareto front, the variants that no other beats in both",
      "latency, size, memory: what variants cost, side by side",
      "curves: the loss of each epoch, in training and on samples held out",
      "layers: zeros in each layer; what is left of each where channels were removed",
      "weights: histograms before and after, zeros told apart",
      "network: layers from left to right, lower where images are coarser, with skip connections;",
      "  a block is as wide as its channels, and as dark as --by tells",
      "error: how far each layer of a quantized variant is from the float model (SQNR)",
      "predictions: test images, true masks and the masks that variants find",
      "",
      "%%plot loss-size",
      "%%plot latency --out latency.png",
      "%%plot layers sparse50 sparse80",
      "%%plot network sparse80 --by time",
      "%%plot error unet-int8 unet-dynamic",
      "%%plot predictions unet sparse80 --samples 4 --out masks.png"
    })
final class PlotMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      defaultValue = "loss-size",
      completionCandidates = Names.Plots.class,
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private String kind;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "VARIANT",
      description =
          "What to draw; if not given, all that were measured for what was measured, for the others"
              + " the newest, for weights and predictions with what it was made from.")
  private List<VariantName> variants = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "3",
      description = "Test samples that predictions show; ${DEFAULT-VALUE} if not given.")
  private int samples;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      completionCandidates = Names.NetworkColours.class,
      description =
          "What the colours of a network tell: ${COMPLETION-CANDIDATES}; zeros where it has some,"
              + " else work, its multiply-adds. Times are taken in a fresh process.")
  private Optional<String> by = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also writes the figure; the ending tells the format: .png or .html.")
  private Path out;

  PlotMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Session session = context.session();
    PlotKind wanted = PlotKind.of(kind);
    List<Variant> named = variants.stream().map(v -> session.variant(v.value())).toList();
    try (ProgressReport progress = context.progress("plot")) {
      Drawing drawing =
          new VariantPlots(session, named, progress)
              .draw(wanted, samples, by.map(NetworkColour::of));
      if (out != null) {
        drawing.write(out);
      }
      return drawing;
    }
  }
}
