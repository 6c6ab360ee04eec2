package cortado.magic;

import cortado.train.Loss;
import picocli.CommandLine.Option;

/** What training and fine-tuning have in common. */
final class TrainingOptions {
  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "focal-tversky",
      completionCandidates = Names.Losses.class,
      converter = LossName.class,
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  Loss loss;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides the order of the samples; ${DEFAULT-VALUE} if not given.")
  long seed;
}
