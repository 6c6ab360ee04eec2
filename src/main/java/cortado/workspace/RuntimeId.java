package cortado.workspace;

import cortado.Choice;
import cortado.UserError;
import java.util.List;
import java.util.Locale;

/** What executes a variant. */
public enum RuntimeId {
  /** DJL's TensorFlow engine, for float variants. */
  TENSORFLOW("h5"),
  /** The TFLite runtime, for all variants. */
  TFLITE("tflite");

  private final String format;

  RuntimeId(String format) {
    this.format = format;
  }

  /** As the user names it: {@code tensorflow}, {@code tflite}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of the file whose size stands for the variant on this runtime. */
  public String format() {
    return format;
  }

  /**
   * The runtime of this name.
   *
   * @throws UserError for any other name
   */
  public static RuntimeId of(String id) {
    return Choice.named(id, List.of(values()), RuntimeId::id, "There is no such runtime");
  }
}
