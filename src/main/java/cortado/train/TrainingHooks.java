package cortado.train;

import cortado.graph.WeightId;
import java.util.Set;

/**
 * What has a say in training.
 *
 * @param masks which weights are held at zero
 * @param rounding how numbers are rounded
 * @param epochs whether training goes on
 * @param shared weights whose elements that are equal stay equal, and those that are zero zero; no
 *     mask may hold them, and they have at most {@link #MOST_SHARED} values
 */
public record TrainingHooks(
    MaskHook masks, RoundingHook rounding, EpochHook epochs, Set<WeightId> shared) {
  /** More than a few for each channel, as where a normalization is folded into a kernel. */
  public static final int MOST_SHARED = 1 << 16;

  public static final TrainingHooks NONE =
      new TrainingHooks(MaskHook.NONE, RoundingHook.NONE, EpochHook.NONE, Set.of());

  public TrainingHooks {
    shared = Set.copyOf(shared);
  }

  public TrainingHooks with(MaskHook other) {
    return new TrainingHooks(other, rounding, epochs, shared);
  }

  public TrainingHooks with(RoundingHook other) {
    return new TrainingHooks(masks, other, epochs, shared);
  }

  public TrainingHooks with(EpochHook other) {
    return new TrainingHooks(masks, rounding, other, shared);
  }

  /** With weights that share values. */
  public TrainingHooks sharing(Set<WeightId> weights) {
    return new TrainingHooks(masks, rounding, epochs, weights);
  }
}
