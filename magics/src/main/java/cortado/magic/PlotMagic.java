package cortado.magic;

import cortado.report.Chart;
import cortado.report.PlotKind;
import cortado.report.Plots;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plot",
    description = "Draws what was measured.",
    footer = {"", "%%plot loss-size", "%%plot latency --out latency.png"})
final class PlotMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      defaultValue = "loss-size",
      completionCandidates = Names.Plots.class,
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private String kind;

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
    Chart chart = Plots.of(PlotKind.of(kind), context.session().rows());
    if (out != null) {
      chart.write(out);
    }
    return chart;
  }
}
