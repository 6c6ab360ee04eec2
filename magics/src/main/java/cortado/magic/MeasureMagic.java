package cortado.magic;

import cortado.UserError;
import cortado.report.Results;
import cortado.session.MeasureOptions;
import cortado.session.Session;
import cortado.train.Loss;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "measure",
    description = "Measures size, memory, latency and loss of variants, each in a fresh process.",
    footer = {
      "",
      "%%measure",
      "%%measure --all",
      "%%measure sparse80 --runtime tflite --threads 2"
    })
final class MeasureMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..*",
      paramLabel = "VARIANT",
      description = "What to measure; the newest variant if not given.")
  private List<VariantName> variants = List.of();

  @Option(names = "--all", description = "Measures every variant.")
  private boolean all;

  @Option(
      names = "--runtime",
      paramLabel = "NAME",
      completionCandidates = Names.Runtimes.class,
      description = "${COMPLETION-CANDIDATES}; all that can run the variant if not given.")
  private String runtime;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of one inference; ${DEFAULT-VALUE} if not given.")
  private int threads;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "50",
      description = "Timed inferences after the warm-up; ${DEFAULT-VALUE} if not given.")
  private int runs;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      completionCandidates = Names.Losses.class,
      converter = LossName.class,
      description =
          "The loss of the test set, one of ${COMPLETION-CANDIDATES}; the one that the targets call for if not given.")
  private Loss loss;

  MeasureMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    if (all && !variants.isEmpty()) {
      throw UserError.because("%measure takes either --all or names of variants")
          .received("both")
          .next("%measure --all");
    }
    MeasureOptions options = MeasureOptions.DEFAULT.withThreads(threads).withRuns(10, runs);
    options = loss == null ? options : options.withLoss(loss);
    options = runtime == null ? options : options.on(RuntimeId.of(runtime));
    try (ProgressReport progress = context.progress("measure")) {
      List<Measured> measured = context.session().measure(chosen(), options, progress);
      return new Results(measured.stream().map(Measured::row).toList());
    }
  }

  private List<Variant> chosen() {
    Session session = context.session();
    if (all) {
      return session.variants();
    }
    return variants.isEmpty()
        ? List.of(session.newest())
        : variants.stream().map(v -> session.variant(v.value())).toList();
  }
}
