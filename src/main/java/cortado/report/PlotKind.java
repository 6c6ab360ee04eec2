package cortado.report;

import cortado.Choice;
import cortado.UserError;
import java.util.List;
import java.util.Locale;

/** The figures that can be drawn of a session. */
public enum PlotKind {
  LOSS_SIZE("test loss against the size of the compressed file"),
  LOSS_SPARSITY("test loss against the share of zeros"),
  LOSS_LATENCY("test loss against the median latency of one inference"),
  LATENCY("median latency of one inference"),
  SIZE("size of the files, raw and compressed"),
  MEMORY("peak memory of one inference in a fresh process"),
  CURVES("loss of each epoch of training or fine-tuning"),
  LAYERS("zeros in each layer, or parameters left where channels were removed"),
  WEIGHTS("how large weights are, before and after"),
  NETWORK("the network: its layers, shapes, skip connections and channels"),
  ERROR("how far each layer of a quantized variant is from the float model"),
  PREDICTIONS("test images beside true masks and masks that variants find");

  private final String description;

  PlotKind(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  /** As the user names it, such as {@code loss-size}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of this name.
   *
   * @throws UserError for any other name
   */
  public static PlotKind of(String name) {
    return Choice.named(
        name, List.of(values()), PlotKind::toString, "There is no such plot", "%plot loss-size");
  }
}
