package cortado.explain;

import cortado.quantize.Deviation;
import java.util.List;

/**
 * How far a value that a layer computes is from that of the float model.
 *
 * @param layer that computes it; the name of the input for what is fed
 * @param value its name, which is another where a layer computes several
 * @param type in which it is computed, such as {@code int8}
 * @param sources the layers whose values it is computed from, inputs of the model not among them
 * @param inputDb the least signal-to-noise ratio of the values that it is computed from, in dB;
 *     infinite for what is fed
 * @param leadsToWorst whether the output that is furthest off is computed from it
 */
public record LayerError(
    String layer,
    String value,
    String type,
    List<String> sources,
    Deviation deviation,
    double inputDb,
    boolean leadsToWorst) {
  /** What values of layers usually have in 8 bits; inputs that are better are no measure. */
  static final double USUAL_DB = 40;

  public LayerError {
    sources = List.copyOf(sources);
  }

  /** Whether it is fed. */
  public boolean isInput() {
    return sources.isEmpty() && Double.isInfinite(inputDb);
  }

  public double sqnrDb() {
    return deviation.sqnrDb();
  }

  /**
   * By how many dB it is worse than what it is computed from; what that has above 40 is not
   * counted.
   */
  public double lossDb() {
    return Math.min(inputDb, USUAL_DB) - sqnrDb();
  }
}
