package cortado.magic;

import cortado.data.Augmentation;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.train.LossGoal;
import cortado.workspace.Hyperparameters;
import java.util.List;
import picocli.CommandLine.Option;

/** What training and fine-tuning have in common. */
final class TrainingOptions {
  private final Hyperparameters defaults;

  @Option(
      names = "--lr",
      paramLabel = "X",
      description = "Learning rate to begin with; ${DEFAULT-VALUE} if not given.")
  private double learningRate;

  @Option(
      names = "--decay",
      paramLabel = "NAME",
      completionCandidates = Names.Decays.class,
      converter = DecayName.class,
      description =
          "How the learning rate falls: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
  private Decay decay;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples of one step; ${DEFAULT-VALUE} if not given.")
  private int batch;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      completionCandidates = Names.Losses.class,
      converter = LossName.class,
      description =
          "One of ${COMPLETION-CANDIDATES}; if not given, the one that the targets call for:"
              + " focal-tversky for masks, a cross-entropy for classes, mse for other numbers.")
  private Loss loss;

  @Option(
      names = "--until",
      paramLabel = "GOAL",
      converter = GoalText.class,
      description =
          "Stop after the first epoch that is good enough: \"loss<=1.02x\", times the loss of the"
              + " variant to start from, or \"loss<=0.105\"; judged by"
              + " the validation samples of %%data, or else an eighth of the training samples, held out"
              + " for it. The best epoch is kept. A variant that has been trained on what is held out"
              + " does better there than on new samples: give %%data a --validation part, or the goal"
              + " in the second form.")
  private LossGoal until;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Stop after so many epochs without a better one; judged by as with --until.")
  private Integer patience;

  @Option(
      names = "--distill",
      paramLabel = "SHARE",
      arity = "0..1",
      defaultValue = "0",
      fallbackValue = "0.5",
      description =
          "Learn this share, in [0, 1], from what the variant to start from computes, the rest from"
              + " the data; ${FALLBACK-VALUE} if no share is given.")
  private double distillation;

  @Option(
      names = "--augment",
      split = ",",
      paramLabel = "NAME",
      completionCandidates = Names.Augmentations.class,
      converter = AugmentationName.class,
      description =
          "Vary the training images, and masks with them, in each epoch anew: flip, upside down and"
              + " left to right, rotate, by 90 degrees, and elastic, bent by up to a twentieth;"
              + " samples to validate and to test on stay as they are.")
  private List<Augmentation> augment = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Decides the order of the samples, how they are varied and what is held out;"
              + " ${DEFAULT-VALUE} if not given.")
  private long seed;

  TrainingOptions(Hyperparameters defaults) {
    this.defaults = defaults;
    this.learningRate = defaults.learningRate();
    this.decay = defaults.decay();
    this.batch = defaults.batch();
    this.seed = defaults.seed();
  }

  long seed() {
    return seed;
  }

  /**
   * @param epochs null leaves them to what fits
   */
  Hyperparameters hyperparameters(Integer epochs) {
    Hyperparameters h =
        defaults
            .withLearningRate(learningRate)
            .withDecay(decay)
            .withBatch(batch)
            .withSeed(seed)
            .distilled(distillation)
            .augmented(augment);
    h = loss == null ? h : h.withLoss(loss);
    h = until == null ? h : h.until(until);
    h = patience == null ? h : h.withPatience(patience);
    return epochs == null ? h : h.withEpochs(epochs);
  }
}
