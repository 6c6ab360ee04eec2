package cortado.session;

import cortado.prune.PruningGoal;
import cortado.prune.PruningMethod;
import cortado.prune.Sparsity;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.workspace.Hyperparameters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What to prune and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param goals one variant is made for each
 * @param chain whether each starts from the one before instead of from the same start; the goals
 *     that leave most are then the first
 * @param training of what is left; if it names no epochs, 5 with a dataset and none without
 * @param name of the variant to make; only with one sparsity
 * @param base name of the variant that shares, {@code 20x}, {@code --until} and distillation are
 *     relative to; the one to start from if empty
 */
public record PruneRequest(
    Optional<String> from,
    List<PruningGoal> goals,
    PruningMethod method,
    boolean chain,
    Hyperparameters training,
    Optional<String> name,
    Optional<String> base) {
  /**
   * Batches of 4, Adam from 2e-3 down a half cosine: few epochs make up for most of what pruning
   * lost.
   */
  public static final Hyperparameters DEFAULTS = Hyperparameters.of(4, 2e-3, Decay.COSINE);

  private static final int DEFAULT_EPOCHS = 5;

  public PruneRequest {
    goals = List.copyOf(goals);
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("no goal");
    }
  }

  /** The smallest weights of each layer, trained by {@link #DEFAULTS}. */
  public static PruneRequest of(List<? extends PruningGoal> goals) {
    return new PruneRequest(
        Optional.empty(),
        List.copyOf(goals),
        PruningMethod.MAGNITUDE,
        false,
        DEFAULTS,
        Optional.empty(),
        Optional.empty());
  }

  public static PruneRequest of(double sparsity) {
    return of(List.of(new Sparsity(sparsity)));
  }

  /** Channels with the smallest filters, trained by {@link #DEFAULTS}. */
  public static PruneRequest channels(double share) {
    return of(share).method(m -> PruningMethod.CHANNELS);
  }

  public PruneRequest from(String variant) {
    return new PruneRequest(Optional.of(variant), goals, method, chain, training, name, base);
  }

  /** Pruned otherwise: {@code request.method(m -> m.withSchedule("constant"))}. */
  public PruneRequest method(UnaryOperator<PruningMethod> change) {
    return new PruneRequest(from, goals, change.apply(method), chain, training, name, base);
  }

  /** Each sparsity from the one before. */
  public PruneRequest chained() {
    return new PruneRequest(from, goals, method, true, training, name, base);
  }

  /** Trained otherwise: {@code request.training(t -> t.withBatch(8).withSeed(1))}. */
  public PruneRequest training(UnaryOperator<Hyperparameters> change) {
    return new PruneRequest(from, goals, method, chain, change.apply(training), name, base);
  }

  public PruneRequest withEpochs(int n) {
    return training(t -> t.withEpochs(n));
  }

  public PruneRequest withLoss(Loss loss) {
    return training(t -> t.withLoss(loss));
  }

  public PruneRequest as(String variant) {
    return new PruneRequest(from, goals, method, chain, training, Optional.of(variant), base);
  }

  /** With goals that are relative to another variant than the one to start from. */
  public PruneRequest relativeTo(String variant) {
    return new PruneRequest(from, goals, method, chain, training, name, Optional.of(variant));
  }

  /** In the order in which they are reached, from so many parameters. */
  List<PruningGoal> goals(long parameters) {
    Comparator<PruningGoal> order = Comparator.comparingDouble(g -> -g.left(parameters));
    return chain ? goals.stream().sorted(order).toList() : goals;
  }

  PruneRequest only(PruningGoal goal) {
    return new PruneRequest(from, List.of(goal), method, chain, training, name, base);
  }

  int epochs(boolean hasData) {
    return training.epochs().orElse(hasData ? DEFAULT_EPOCHS : 0);
  }
}
