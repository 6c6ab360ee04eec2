package cortado.train;

import cortado.data.Samples;
import cortado.graph.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Judges epochs on samples held out, keeps the best one, and ends training when one is good enough
 * or none has been better for long.
 */
public final class BestEpoch implements EpochHook {
  private static final int BATCH = 8;

  private final Samples heldOut;
  private final Loss loss;
  private final int first;
  private final OptionalDouble goodEnough;
  private final OptionalInt patience;
  private final List<Double> losses = new ArrayList<>();
  private Optional<Model> model = Optional.empty();
  private double best = Double.POSITIVE_INFINITY;
  private int number;

  /**
   * @param first epoch to judge, from 1; the ones before do not count, as pruning still goes on
   * @param goodEnough the loss that ends training, if there is one
   * @param patience after how many epochs without a better one training ends, if it does
   */
  public BestEpoch(
      Samples heldOut, Loss loss, int first, OptionalDouble goodEnough, OptionalInt patience) {
    this.heldOut = heldOut;
    this.loss = loss;
    this.first = first;
    this.goodEnough = goodEnough;
    this.patience = patience;
  }

  @Override
  public boolean goesOn(Epoch epoch) {
    if (epoch.number() < first) {
      return true;
    }
    double now = Evaluator.evaluate(epoch.predictor(), heldOut, loss, BATCH).loss();
    losses.add(now);
    if (now < best) {
      best = now;
      number = epoch.number();
      model = Optional.of(epoch.model());
    }
    return now > goodEnough.orElse(Double.NEGATIVE_INFINITY)
        && (patience.isEmpty() || epoch.number() - Math.max(number, first) < patience.getAsInt());
  }

  /** The model after the best epoch; empty if none was judged. */
  public Optional<Model> model() {
    return model;
  }

  /** The number of the best epoch, from 1; 0 if none was judged. */
  public int number() {
    return number;
  }

  /** The losses of the epochs that were judged, in order. */
  public List<Double> losses() {
    return List.copyOf(losses);
  }

  /** How the last epoch was judged: {@code held-out loss 0.1034 (goal 0.1020)}; may be empty. */
  public String text() {
    if (losses.isEmpty()) {
      return "";
    }
    String text = String.format(Locale.ROOT, "held-out loss %.4f", losses.get(losses.size() - 1));
    return goodEnough.isEmpty()
        ? text
        : text + String.format(Locale.ROOT, " (goal %.4f)", goodEnough.getAsDouble());
  }
}
