package cortado.magic;

import cortado.train.Loss;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What training and fine-tuning have in common. */
final class TrainingOptions {
  @Option(
      names = "--loss",
      paramLabel = "NAME",
      completionCandidates = Names.Losses.class,
      converter = LossName.class,
      description =
          "One of ${COMPLETION-CANDIDATES}; if not given, the one that the targets call for: focal-tversky for masks, a cross-entropy for classes, mse for other numbers.")
  private Loss loss;

  Optional<Loss> loss() {
    return Optional.ofNullable(loss);
  }

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides the order of the samples; ${DEFAULT-VALUE} if not given.")
  long seed;
}
