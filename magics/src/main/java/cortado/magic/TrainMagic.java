package cortado.magic;

import cortado.session.TrainRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = {
      "Trains a variant on the dataset, with Adam.",
      "Zeros that pruning made, and values that %%cluster has weights share, stay so."
    },
    footer = {
      "",
      "%%train --epochs 40 --lr 0.001",
      "%%train --epochs 100 --patience 5",
      "%%train --epochs 40 --augment flip,rotate"
    })
final class TrainMagic implements Magic {
  private final MagicContext context;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the training images; ${DEFAULT-VALUE} if not given.")
  private int epochs;

  @Mixin private final TrainingOptions training = new TrainingOptions(TrainRequest.DEFAULTS);
  @Mixin private VariantOptions variant;

  TrainMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    TrainRequest request =
        new TrainRequest(variant.from(), training.hyperparameters(epochs), variant.name());
    try (ProgressReport progress = context.progress("train")) {
      return context.session().train(request, progress);
    }
  }
}
