package cortado.magic;

import cortado.graph.LayerSelection;
import cortado.prune.Sparsity;
import cortado.report.SensitivityReport;
import cortado.session.SensitivityRequest;
import cortado.train.Loss;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sensitivity",
    description =
        "Prunes each layer alone, without training, and shows what the loss becomes: which layers"
            + " bear pruning and which do not.",
    footer = {"", "%%sensitivity", "%%sensitivity unet --sparsities 0.5:0.9:0.1 --out scan.png"})
final class SensitivityMagic implements Magic {
  private final MagicContext context;

  @Parameters(arity = "0..1", paramLabel = "VARIANT", description = "The newest if not given.")
  private VariantName variant;

  @Option(
      names = "--sparsities",
      paramLabel = "LIST",
      defaultValue = "0.5,0.7,0.8,0.9,0.95",
      description = "Shares of zeros to try, as %%prune takes them; ${DEFAULT-VALUE} if not given.")
  private String sparsities;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "32",
      description = "Training samples to take the loss of; ${DEFAULT-VALUE} if not given.")
  private int samples;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      completionCandidates = Names.Losses.class,
      converter = LossName.class,
      description =
          "One of ${COMPLETION-CANDIDATES}; if not given, the one that the targets call for.")
  private Loss loss;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Chooses the samples; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also writes the figure; the ending tells the format: .png or .html.")
  private Path out;

  @Mixin private LayerOptions layers;

  SensitivityMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    SensitivityRequest request =
        new SensitivityRequest(
            Optional.ofNullable(variant).map(VariantName::value),
            Sparsity.parseSweep(sparsities),
            samples,
            Optional.ofNullable(loss),
            LayerSelection.of(layers.only(), layers.skip()),
            seed);
    try (ProgressReport progress = context.progress("sensitivity")) {
      SensitivityReport report =
          new SensitivityReport(context.session().sensitivity(request, progress));
      if (out != null) {
        report.chart().write(out);
      }
      return report;
    }
  }
}
