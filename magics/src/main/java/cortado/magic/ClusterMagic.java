package cortado.magic;

import cortado.UserError;
import cortado.cluster.ClusteringMethod;
import cortado.session.ClusterRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cluster",
    description = {
      "Lets the weights of each kernel share a few values, so that files compress better; they are as"
          + " large as before, and as fast.",
      "Zeros stay zeros and are one of the values: prune first, then cluster, then quantize."
    },
    footer = {
      "",
      "%%cluster 16",
      "%%cluster 8 --epochs 4 --from sparse80",
      "%%cluster 32 --skip conv2d_1"
    })
final class ClusterMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "VALUES",
      description = "The most different values in a kernel, 2 to 256.")
  private Integer values;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Epochs of training the shared values, each by the sum of the gradients of its weights, 0"
              + " for none; 2 if not given and there is a dataset.")
  private Integer epochs;

  @Mixin private LayerOptions layers;
  @Mixin private final TrainingOptions training = new TrainingOptions(ClusterRequest.DEFAULTS);
  @Mixin private VariantOptions variant;

  ClusterMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    ClusterRequest request =
        new ClusterRequest(
            variant.from(), method(), training.hyperparameters(epochs), variant.name());
    try (ProgressReport progress = context.progress("cluster")) {
      return context.session().cluster(request, progress);
    }
  }

  private ClusteringMethod method() {
    if (values == null) {
      throw UserError.because("It is not said how many values a kernel may have")
          .allowed("2 to 256")
          .next("%cluster 16");
    }
    return new ClusteringMethod(values, layers.only(), layers.skip());
  }
}
