package cortado.session;

import cortado.cluster.ClusteringMethod;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.workspace.Hyperparameters;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to cluster and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param training of the shared values; if it names no epochs, 2 with a dataset and none without
 * @param name of the variant to make
 */
public record ClusterRequest(
    Optional<String> from,
    ClusteringMethod method,
    Hyperparameters training,
    Optional<String> name) {
  /** Batches of 4, Adam from 1e-3 down a half cosine. */
  public static final Hyperparameters DEFAULTS = Hyperparameters.of(4, 1e-3, Decay.COSINE);

  private static final int DEFAULT_EPOCHS = 2;

  /**
   * All kernels, trained by {@link #DEFAULTS}.
   *
   * @param values that each kernel has at most, in [2, 256]
   * @throws cortado.UserError if it is out of range
   */
  public static ClusterRequest of(int values) {
    return new ClusterRequest(
        Optional.empty(), ClusteringMethod.of(values), DEFAULTS, Optional.empty());
  }

  public ClusterRequest from(String variant) {
    return new ClusterRequest(Optional.of(variant), method, training, name);
  }

  /** Clustered otherwise: {@code request.method(m -> m.withSkip(List.of("conv2d_1")))}. */
  public ClusterRequest method(UnaryOperator<ClusteringMethod> change) {
    return new ClusterRequest(from, change.apply(method), training, name);
  }

  /** Trained otherwise: {@code request.training(t -> t.withBatch(8).withSeed(1))}. */
  public ClusterRequest training(UnaryOperator<Hyperparameters> change) {
    return new ClusterRequest(from, method, change.apply(training), name);
  }

  public ClusterRequest withEpochs(int n) {
    return training(t -> t.withEpochs(n));
  }

  public ClusterRequest withLoss(Loss loss) {
    return training(t -> t.withLoss(loss));
  }

  public ClusterRequest as(String variant) {
    return new ClusterRequest(from, method, training, Optional.of(variant));
  }

  int epochs(boolean hasData) {
    return training.epochs().orElse(hasData ? DEFAULT_EPOCHS : 0);
  }
}
