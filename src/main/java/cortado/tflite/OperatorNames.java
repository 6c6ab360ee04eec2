package cortado.tflite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of all built-in operators of the schema by their numbers. */
final class OperatorNames {
  private static final List<String> NAMES = read();

  private OperatorNames() {}

  /** The name, or the number of an operator that is newer than this list. */
  static String of(int number) {
    return number < NAMES.size() ? NAMES.get(number) : "operator " + number;
  }

  private static List<String> read() {
    try (InputStream in = OperatorNames.class.getResourceAsStream("operators.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
