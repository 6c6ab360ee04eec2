package cortado.train;

/**
 * What has a say in training.
 *
 * @param masks which weights are held at zero
 * @param rounding how numbers are rounded
 * @param epochs whether training goes on
 */
public record TrainingHooks(MaskHook masks, RoundingHook rounding, EpochHook epochs) {
  public static final TrainingHooks NONE =
      new TrainingHooks(MaskHook.NONE, RoundingHook.NONE, EpochHook.NONE);

  public TrainingHooks with(MaskHook other) {
    return new TrainingHooks(other, rounding, epochs);
  }

  public TrainingHooks with(RoundingHook other) {
    return new TrainingHooks(masks, other, epochs);
  }

  public TrainingHooks with(EpochHook other) {
    return new TrainingHooks(masks, rounding, other);
  }
}
