package cortado.tflite;

import java.util.Map;

/**
 * The operators that are written: their numbers in the TFLite schema, the number of their options
 * in its union, and which runtime first knew each of their versions.
 */
enum Builtin {
  ADD(0, 11, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.4.0")),
  AVERAGE_POOL_2D(1, 5, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.3.0")),
  CONCATENATION(2, 10, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.3.0")),
  CONV_2D(
      3,
      1,
      Map.of(
          1, "1.5.0", 2, "1.14.0", 3, "1.14.0", 4, "2.3.0", 5, "2.4.0", 6, "2.9.0", 7, "2.11.0")),
  DEPTHWISE_CONV_2D(4, 2, Map.of(1, "1.5.0", 2, "1.12.0", 3, "1.14.0", 5, "2.3.0")),
  DEPTH_TO_SPACE(5, 94, Map.of(1, "2.1.0")),
  DEQUANTIZE(6, 0, Map.of(2, "1.14.0", 3, "1.15.0")),
  FULLY_CONNECTED(9, 8, Map.of(1, "1.5.0", 4, "1.14.0", 5, "2.0.0", 7, "2.3.0", 12, "2.17.0")),
  LOGISTIC(14, 0, Map.of(1, "1.14.0", 2, "1.14.0", 3, "2.3.0")),
  MAX_POOL_2D(17, 5, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.3.0")),
  MUL(18, 21, Map.of(1, "1.5.0", 2, "1.14.0", 4, "2.3.0")),
  RELU(19, 0, Map.of(1, "1.5.0", 2, "2.1.0", 3, "2.5.0")),
  RELU6(21, 0, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.5.0")),
  RESHAPE(22, 17, Map.of(1, "1.5.0")),
  RESIZE_BILINEAR(23, 15, Map.of(3, "2.2.0", 4, "2.5.0")),
  SOFTMAX(25, 9, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.3.0")),
  SPACE_TO_DEPTH(26, 19, Map.of(1, "1.5.0", 2, "1.14.0")),
  TANH(28, 0, Map.of(1, "1.14.0", 2, "1.14.0", 3, "2.3.0")),
  PAD(34, 22, Map.of(1, "1.5.0", 2, "1.14.0", 3, "2.4.0")),
  TRANSPOSE(39, 26, Map.of(1, "1.6.0", 2, "1.14.0", 4, "2.3.0", 5, "2.4.0", 6, "2.12.0")),
  MEAN(40, 27, Map.of(1, "1.6.0", 2, "1.14.0", 3, "2.4.0")),
  SUB(41, 28, Map.of(1, "1.6.0", 2, "1.14.0", 5, "2.4.0")),
  DIV(42, 29, Map.of(1, "1.6.0")),
  STRIDED_SLICE(45, 32, Map.of(1, "1.6.0", 2, "1.14.0")),
  EXP(47, 33, Map.of(1, "1.7.0")),
  PRELU(54, 0, Map.of(1, "1.8.0")),
  MAXIMUM(55, 39, Map.of(1, "1.14.0", 2, "1.14.0", 4, "2.3.0")),
  MINIMUM(57, 39, Map.of(1, "1.14.0", 2, "1.14.0", 4, "2.3.0")),
  SLICE(65, 48, Map.of(1, "1.14.0", 2, "1.14.0", 4, "2.4.0")),
  TRANSPOSE_CONV(67, 49, Map.of(3, "2.3.0", 4, "2.13.0")),
  LOG(73, 0, Map.of(1, "1.14.0")),
  SQRT(75, 0, Map.of(1, "1.10.0")),
  RSQRT(76, 0, Map.of(1, "1.10.0")),
  SHAPE(77, 55, Map.of(1, "1.10.0")),
  REDUCE_MAX(82, 27, Map.of(1, "1.11.0", 2, "1.14.0", 3, "2.5.0")),
  SQUARE(92, 66, Map.of(1, "1.12.0")),
  RESIZE_NEAREST_NEIGHBOR(97, 74, Map.of(3, "2.3.0", 4, "2.4.0")),
  LEAKY_RELU(98, 75, Map.of(1, "1.13.1", 2, "2.3.0")),
  ABS(101, 78, Map.of(1, "1.13.1")),
  ELU(111, 0, Map.of(1, "1.14.0")),
  QUANTIZE(114, 0, Map.of(1, "1.14.0", 2, "1.15.0")),
  HARD_SWISH(117, 0, Map.of(1, "1.15.0")),
  DENSIFY(124, 99, Map.of(1, "2.2.0")),
  BATCH_MATMUL(126, 101, Map.of(1, "2.2.0")),
  GELU(150, 116, Map.of(1, "2.5.0", 2, "2.9.0")),
  SIGN(158, 0, Map.of(1, "2.12.0"));

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

  /**
   * The version that takes int16 values.
   *
   * @param otherwise of operators whose version does not tell
   */
  int wideVersion(int otherwise) {
    return switch (this) {
      case ADD,
          AVERAGE_POOL_2D,
          CONCATENATION,
          LOGISTIC,
          MAX_POOL_2D,
          MEAN,
          PAD,
          REDUCE_MAX,
          RELU,
          RELU6,
          SOFTMAX,
          TANH ->
          3;
      case CONV_2D -> otherwise == 6 ? 6 : 4;
      case MAXIMUM, MINIMUM, MUL, RESIZE_BILINEAR, RESIZE_NEAREST_NEIGHBOR, SLICE -> 4;
      case DEPTHWISE_CONV_2D, SUB -> 5;
      case TRANSPOSE -> Math.max(otherwise, 5);
      case FULLY_CONNECTED -> 7;
      case LEAKY_RELU -> 2;
      default -> otherwise;
    };
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
