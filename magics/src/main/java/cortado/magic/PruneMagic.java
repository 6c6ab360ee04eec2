package cortado.magic;

import cortado.UserError;
import cortado.prune.Granularity;
import cortado.prune.ParameterGoal;
import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.session.PruneRequest;
import cortado.workspace.Variant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "prune",
    description = {
      "Sets the smallest weights of each kernel to zero and fine-tunes the rest.",
      "With --granularity channel, removes whole channels instead: the layers that make, carry and"
          + " read them become smaller. With --granularity level, removes the innermost levels of a"
          + " U-Net."
    },
    footer = {
      "",
      "What a sweep has finished is kept: after an interruption, the same line goes on from there.",
      "",
      "%%prune 0.8",
      "%%prune 0.5,0.8 --epochs 3",
      "%%prune 0.1:0.8:0.1 --epochs 20",
      "%%prune 0.1:0.8:0.1 --chain --until \"loss<=1.02x\"",
      "%%prune 0.5 --granularity channel --scope global",
      "%%prune 0.8 --scope global --criterion taylor",
      "%%prune 0.8 --scope sensitivity",
      "%%prune --params 20x --granularity channel --scope global",
      "%%prune 0.5 --granularity level"
    })
final class PruneMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "SPARSITY",
      description =
          "Share of zeros in each kernel, or of channels or levels to remove, in [0, 1): one number, several"
              + " 0.5,0.8, or a sweep from:to:step.")
  private String sparsity;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of fine-tuning, 0 for none; 5 if not given and there is a dataset.")
  private Integer epochs;

  @Option(
      names = "--params",
      paramLabel = "GOAL",
      description =
          "Instead of SPARSITY, with --granularity channel: remove no more channels than it takes to"
              + " have 20x fewer parameters, or 24394 at most; several with commas.")
  private String parameters;

  @Option(
      names = "--chain",
      description =
          "Start each level of a sweep from the one before instead of from the same variant.")
  private boolean chain;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      completionCandidates = Names.Schedules.class,
      description =
          "How the sparsity grows during fine-tuning: ${COMPLETION-CANDIDATES}; polynomial if not"
              + " given, and always one-shot for channels and levels.")
  private String schedule;

  @Option(
      names = "--granularity",
      paramLabel = "NAME",
      defaultValue = "weight",
      completionCandidates = Names.Granularities.class,
      description =
          "What is taken out as one: ${COMPLETION-CANDIDATES}, or blocks (outputs x inputs) and"
              + " patterns (2 of 4 inputs stay) of other sizes; ${DEFAULT-VALUE} if not given.")
  private String granularity;

  @Option(
      names = "--scope",
      paramLabel = "NAME",
      defaultValue = "layer",
      completionCandidates = Names.Scopes.class,
      description =
          "Whether each layer loses the share, or the network where it matters least, or layers"
              + " whose pruning alone raises the loss of up to 32 training samples less lose more than"
              + " others (weights only): ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private String scope;

  @Option(
      names = "--criterion",
      paramLabel = "NAME",
      defaultValue = "l1",
      completionCandidates = Names.Criteria.class,
      description =
          "How much something matters: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given."
              + " bn-scale is for channels only; taylor is weight x gradient of the loss of up to 32"
              + " training samples before pruning, with every schedule.")
  private String criterion;

  @Option(
      names = "--min-channels",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Channels that each layer keeps at least, with --granularity channel; ${DEFAULT-VALUE} if"
              + " not given.")
  private int minChannels;

  @Option(
      names = "--relative-to",
      paramLabel = "VARIANT",
      description =
          "What shares, --params 20x, --until and --distill are relative to, as the first variant of"
              + " a --chain is for all; the one to start from if not given.")
  private VariantName base;

  @Mixin private LayerOptions layers;
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
            List.copyOf(goals()),
            method(),
            chain,
            training.hyperparameters(epochs),
            variant.name(),
            Optional.ofNullable(base).map(VariantName::value));
    try (ProgressReport progress = context.progress("prune")) {
      List<Variant> made = context.session().prune(request, progress);
      return made.size() == 1 ? made.get(0) : made;
    }
  }

  private List<? extends PruningGoal> goals() {
    if (sparsity != null && parameters != null) {
      throw UserError.because("A share and a number of parameters are two goals")
          .received(sparsity + " and --params " + parameters)
          .allowed("one of them");
    } else if (parameters != null) {
      return ParameterGoal.parse(parameters);
    } else if (sparsity != null) {
      return Sparsity.parseSweep(sparsity);
    }
    throw UserError.because("It is not said how far to prune")
        .allowed("SPARSITY, such as 0.8, or --params 20x")
        .next("%prune 0.8");
  }

  private PruningMethod method() {
    Granularity chosen = Granularity.named(granularity);
    PruningMethod usual = PruningMethod.usual(chosen);
    return usual
        .withSchedule(schedule == null ? usual.schedule() : schedule)
        .withOnly(layers.only())
        .withSkip(layers.skip())
        .withGranularity(chosen)
        .withScope(Scope.named(scope))
        .withCriterion(criterion)
        .withMinChannels(minChannels);
  }
}
