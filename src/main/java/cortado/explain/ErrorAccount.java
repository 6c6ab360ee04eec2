package cortado.explain;

import cortado.quantize.QuantizationMethod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a quantized variant departs from the float variant that it was made from.
 *
 * @param from the float variant
 * @param trained whether the weights were trained on while they were rounded
 * @param samples that both computed
 * @param source where the samples are from
 * @param layers in the order in which they are computed
 * @param outputDb the signal-to-noise ratio of the output that is furthest off, in dB
 * @param remedy what helps, if the output is too far off and something was found
 */
public record ErrorAccount(
    String from,
    QuantizationMethod method,
    boolean trained,
    int samples,
    Source source,
    List<LayerError> layers,
    double outputDb,
    Optional<Remedy> remedy) {
  /** What is less is too far from the float model. */
  public static final double LEAST_DB = 20;

  /** A smaller loss is no one layer's. */
  private static final double LEAST_LOSS_DB = 3;

  /** Where samples are from. */
  public enum Source {
    TEST("test samples"),
    TRAINING("training samples"),
    MADE_UP("samples of random numbers, as there is no data that fits");

    private final String text;

    Source(String text) {
      this.text = text;
    }

    /** In words that follow a number. */
    public String text() {
      return text;
    }
  }

  public ErrorAccount {
    layers = List.copyOf(layers);
  }

  public ErrorAccount with(Optional<Remedy> found) {
    return new ErrorAccount(from, method, trained, samples, source, layers, outputDb, found);
  }

  /** Whether the output is too far from that of the float variant. */
  public boolean isLow() {
    return outputDb < LEAST_DB;
  }

  /** The layer that loses most of what its inputs still have, on the way to the worst output. */
  public Optional<LayerError> spoiler() {
    return layers.stream()
        .filter(LayerError::leadsToWorst)
        .filter(l -> Double.isFinite(l.sqnrDb()) && l.lossDb() >= LEAST_LOSS_DB)
        .max(Comparator.comparingDouble(LayerError::lossDb));
  }
}
