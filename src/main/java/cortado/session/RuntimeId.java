package cortado.session;

import cortado.UserError;
import java.util.Arrays;
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
    return Arrays.stream(values())
        .filter(r -> r.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("There is no such runtime")
                    .received(id)
                    .allowed("tensorflow, tflite"));
  }
}
