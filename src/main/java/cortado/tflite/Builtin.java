package cortado.tflite;

import java.util.Map;

/**
 * The operators that are written: their numbers in the TFLite schema, the number of their options
 * in its union, and which runtime first knew each of their versions.
 */
enum Builtin {
  AVERAGE_POOL_2D(1, 5, Map.of(1, "1.5.0", 2, "1.14.0")),
  CONCATENATION(2, 10, Map.of(1, "1.5.0", 2, "1.14.0")),
  CONV_2D(3, 1, Map.of(1, "1.5.0", 2, "1.14.0", 3, "1.14.0", 5, "2.4.0", 6, "2.9.0")),
  DEPTHWISE_CONV_2D(4, 2, Map.of(1, "1.5.0", 3, "1.14.0")),
  DEQUANTIZE(6, 0, Map.of(2, "1.14.0", 3, "1.15.0")),
  FULLY_CONNECTED(9, 8, Map.of(1, "1.5.0", 4, "1.14.0", 5, "2.0.0", 12, "2.17.0")),
  LOGISTIC(14, 0, Map.of(1, "1.14.0", 2, "1.14.0")),
  MAX_POOL_2D(17, 5, Map.of(1, "1.5.0", 2, "1.14.0")),
  RELU(19, 0, Map.of(1, "1.5.0", 2, "2.1.0")),
  RESHAPE(22, 17, Map.of(1, "1.5.0")),
  SOFTMAX(25, 9, Map.of(1, "1.5.0", 2, "1.14.0")),
  TANH(28, 0, Map.of(1, "1.14.0", 2, "1.14.0")),
  TRANSPOSE_CONV(67, 49, Map.of(3, "2.3.0", 4, "2.13.0")),
  QUANTIZE(114, 0, Map.of(1, "1.14.0"));

  private final int code;
  private final int optionsType;
  private final Map<Integer, String> since;

  Builtin(int code, int optionsType, Map<Integer, String> since) {
    this.code = code;
    this.optionsType = optionsType;
    this.since = since;
  }

  int code() {
    return code;
  }

  /** The number of the options in the schema's union; 0 for none. */
  int optionsType() {
    return optionsType;
  }

  /** The first runtime that executes a version of the operator. */
  Runtime.Version since(int version) {
    String first = since.get(version);
    if (first == null) {
      throw new IllegalStateException(this + " has no version " + version);
    }
    return Runtime.Version.parse(first.replaceAll("(\\.0)+$", ""));
  }
}
