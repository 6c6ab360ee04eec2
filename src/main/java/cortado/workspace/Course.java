package cortado.workspace;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How training went.
 *
 * @param losses mean loss of the batches, of each epoch
 * @param heldOut loss on the samples held out, of each epoch that was judged, which are the last
 *     ones; empty if none was
 * @param kept the epoch whose weights were kept, from 1; 0 without training
 */
public record Course(List<Double> losses, List<Double> heldOut, int kept) {
  /** Without training. */
  public static final Course NONE = new Course(List.of(), List.of(), 0);

  public Course {
    losses = List.copyOf(losses);
    heldOut = List.copyOf(heldOut);
  }

  /** The held-out loss of the epoch that was kept; empty if none was judged. */
  public OptionalDouble best() {
    return heldOut.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(heldOut.get(kept - 1 - (losses.size() - heldOut.size())));
  }

  String text(int epochs) {
    return losses.isEmpty() || losses.size() == epochs
        ? Recipe.plural(epochs, "epoch")
        : losses.size() + " of " + Recipe.plural(epochs, "epoch");
  }
}
