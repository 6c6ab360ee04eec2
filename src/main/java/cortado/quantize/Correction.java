package cortado.quantize;

import cortado.Choice;
import java.util.List;
import java.util.stream.Stream;

/** What is done to a float model, without training, so that int8 changes its outputs less. */
public enum Correction {
  /** Evens out the ranges of channels between two layers. */
  EQUALIZE("equalize"),
  /** Takes the mean of what rounding of kernels adds to each channel out of the bias. */
  BIAS("bias");

  private final String id;

  Correction(String id) {
    this.id = id;
  }

  /** As the user names it. */
  public String id() {
    return id;
  }

  /**
   * The corrections of these names, each once, in the order in which they are made.
   *
   * @throws cortado.UserError for any other name
   */
  static List<String> inOrder(List<String> ids) {
    List<Correction> given =
        ids.stream()
            .map(
                id ->
                    Choice.named(
                        id,
                        List.of(values()),
                        Correction::id,
                        "There is no such correction",
                        "%quantize int8 --correct equalize,bias"))
            .toList();
    return Stream.of(values()).filter(given::contains).map(Correction::id).toList();
  }
}
