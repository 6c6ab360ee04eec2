package cortado.session;

import cortado.prune.Sparsity;
import cortado.train.Decay;
import cortado.train.Loss;
import cortado.train.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to prune and how.
 *
 * @param from name of the variant to start from; the newest if empty
 * @param sparsities one variant is made for each, each from the same start
 * @param schedule how the sparsity grows during the epochs: {@code polynomial}, {@code constant},
 *     {@code one-shot}
 * @param epochs of fine-tuning, 0 for none; if empty, 5 with a dataset and none without
 * @param learningRate to begin with, from where it falls to 0 along half a cosine
 * @param loss of the fine-tuning; if empty, the one that the targets call for
 * @param skip patterns of names of layers that stay whole
 * @param name of the variant to make; only with one sparsity
 */
public record PruneRequest(
    Optional<String> from,
    List<Sparsity> sparsities,
    String schedule,
    OptionalInt epochs,
    int batch,
    double learningRate,
    Optional<Loss> loss,
    long seed,
    List<String> skip,
    Optional<String> name) {
  static final int DEFAULT_EPOCHS = 5;
  static final Decay DECAY = Decay.COSINE;

  public PruneRequest {
    sparsities = List.copyOf(sparsities);
    skip = List.copyOf(skip);
    if (sparsities.isEmpty()) {
      throw new IllegalArgumentException("no sparsity");
    }
    Requests.requireEpochs(epochs.orElse(0), 0);
    Requests.requireStep(batch, learningRate);
  }

  /**
   * Polynomial schedule, batches of 4, Adam from 2e-3 down, the loss that the targets call for,
   * seed 7: with these, few epochs make up for most of what pruning lost.
   */
  public static PruneRequest of(List<Sparsity> sparsities) {
    return new PruneRequest(
        Optional.empty(),
        sparsities,
        "polynomial",
        OptionalInt.empty(),
        4,
        2e-3,
        Optional.empty(),
        7,
        List.of(),
        Optional.empty());
  }

  public static PruneRequest of(double sparsity) {
    return of(List.of(new Sparsity(sparsity)));
  }

  public PruneRequest from(String variant) {
    return new PruneRequest(
        Optional.of(variant),
        sparsities,
        schedule,
        epochs,
        batch,
        learningRate,
        loss,
        seed,
        skip,
        name);
  }

  public PruneRequest withSchedule(String id) {
    return new PruneRequest(
        from, sparsities, id, epochs, batch, learningRate, loss, seed, skip, name);
  }

  public PruneRequest withEpochs(int n) {
    return new PruneRequest(
        from, sparsities, schedule, OptionalInt.of(n), batch, learningRate, loss, seed, skip, name);
  }

  public PruneRequest withBatch(int n) {
    return new PruneRequest(
        from, sparsities, schedule, epochs, n, learningRate, loss, seed, skip, name);
  }

  public PruneRequest withLearningRate(double lr) {
    return new PruneRequest(from, sparsities, schedule, epochs, batch, lr, loss, seed, skip, name);
  }

  public PruneRequest withLoss(Loss l) {
    return new PruneRequest(
        from, sparsities, schedule, epochs, batch, learningRate, Optional.of(l), seed, skip, name);
  }

  public PruneRequest withSeed(long s) {
    return new PruneRequest(
        from, sparsities, schedule, epochs, batch, learningRate, loss, s, skip, name);
  }

  public PruneRequest withSkip(List<String> patterns) {
    return new PruneRequest(
        from, sparsities, schedule, epochs, batch, learningRate, loss, seed, patterns, name);
  }

  public PruneRequest as(String variant) {
    return new PruneRequest(
        from,
        sparsities,
        schedule,
        epochs,
        batch,
        learningRate,
        loss,
        seed,
        skip,
        Optional.of(variant));
  }

  /** The plan of the fine-tuning. */
  TrainingPlan plan(int n, Loss chosen) {
    return new TrainingPlan(n, batch, learningRate, chosen, seed, DECAY);
  }
}
