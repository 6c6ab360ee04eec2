package cortado.train;

/**
 * How well a model does on samples.
 *
 * @param loss mean of the losses of the batches, in order
 * @param dice 2 |P ∩ T| / (|P| + |T|) of the whole set, prediction and target cut at 0.5
 * @param iou |P ∩ T| / |P ∪ T| of the whole set, cut alike
 */
public record Evaluation(double loss, double dice, double iou) {}
