package cortado.prune;

import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;

/** How much each weight of a kernel matters, or each block of them: the magnitudes of numbers. */
record WeightScores(Granularity granularity, Criterion criterion) {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  Tensor of(WeightId id, Tensor weight) {
    Tensor kernel = criterion instanceof Criterion.Taylor t ? t.scores(id, weight) : weight;
    if (granularity instanceof Granularity.Block b) {
      KernelBlocks blocks = KernelBlocks.of(b, kernel.shape());
      return criterion instanceof Criterion.Random r
          ? chance(r, id, Shape.of(blocks.count()))
          : blocks.scores(kernel, criterion instanceof Criterion.L2);
    }
    return criterion instanceof Criterion.Random r ? chance(r, id, kernel.shape()) : kernel;
  }

  /** The same number for the same seed, weight and place, so that more sparsity takes more. */
  private static Tensor chance(Criterion.Random criterion, WeightId id, Shape shape) {
    long start = criterion.seed() * GOLDEN ^ (long) id.toString().hashCode() << 32;
    return Tensor.computed(
        shape,
        (from, count, into, at) -> {
          for (int i = 0; i < count; i++) {
            into[at + i] = (mixed(start + from + i) >>> 40) * 0x1p-24f;
          }
        });
  }

  /** SplitMix64 (Steele et al., 2014). */
  private static long mixed(long n) {
    long z = (n + 1) * GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
