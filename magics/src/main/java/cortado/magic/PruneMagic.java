package cortado.magic;

import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.session.PruneRequest;
import cortado.session.Variant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prune",
    description = "Sets the smallest weights of each kernel to zero and fine-tunes the rest.",
    footer = {
      "",
      "What a sweep has finished is kept: after an interruption, the same line goes on from there.",
      "",
      "%%prune 0.8",
      "%%prune 0.5,0.8 --epochs 3",
      "%%prune 0.1:0.8:0.1 --epochs 20",
      "%%prune 0.1:0.8:0.1 --chain --until \"loss<=1.02x\""
    })
final class PruneMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      paramLabel = "SPARSITY",
      description =
          "Share of zeros in each kernel, in [0, 1): one number, several 0.5,0.8, or a sweep"
              + " from:to:step.")
  private String sparsity;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of fine-tuning, 0 for none; 5 if not given and there is a dataset.")
  private Integer epochs;

  @Option(
      names = "--chain",
      description =
          "Start each level of a sweep from the one before instead of from the same variant.")
  private boolean chain;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "polynomial",
      completionCandidates = Names.Schedules.class,
      description =
          "How the sparsity grows during fine-tuning: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if"
              + " not given.")
  private String schedule;

  @Option(
      names = "--skip",
      split = ",",
      paramLabel = "PATTERN",
      description = "Layers that stay whole, such as conv2d_1 or up*.")
  private List<String> skip = List.of();

  @Mixin private final TrainingOptions training = new TrainingOptions(PruneRequest.DEFAULTS);
  @Mixin private VariantOptions variant;

  PruneMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    PruneRequest request =
        new PruneRequest(
            variant.from(),
            Sparsity.parseSweep(sparsity),
            new PruningMethod(schedule, skip),
            chain,
            training.hyperparameters(epochs),
            variant.name());
    try (ProgressReport progress = context.progress("prune")) {
      List<Variant> made = context.session().prune(request, progress);
      return made.size() == 1 ? made.get(0) : made;
    }
  }
}
