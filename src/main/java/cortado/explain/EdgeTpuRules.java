package cortado.explain;

import cortado.tensor.Shape;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import java.util.Optional;

/** Coral Edge TPU: 8-bit integers, constant sizes, at most three axes beyond 1. */
final class EdgeTpuRules implements TargetRules {
  static final OperatorList OPERATORS =
      OperatorList.of(
          """
          ADD AVERAGE_POOL_2D CONCATENATION CONV_2D DEPTHWISE_CONV_2D EXPAND_DIMS FULLY_CONNECTED
          L2_NORMALIZATION LOGISTIC LSTM MAX_POOL_2D MAXIMUM MEAN MINIMUM MUL PACK PAD PRELU
          QUANTIZE REDUCE_MAX REDUCE_MIN RELU RELU6 RELU_N1_TO_1 RESHAPE RESIZE_BILINEAR
          RESIZE_NEAREST_NEIGHBOR RSQRT SLICE SOFTMAX SPACE_TO_DEPTH SPLIT SQUARED_DIFFERENCE
          SQUEEZE STRIDED_SLICE SUB SUM TANH TRANSPOSE TRANSPOSE_CONV
          """);

  private static final int LARGEST_SOFTMAX = 16_000;

  @Override
  public Optional<String> refusal(TargetOperator o) {
    if (o.hasValueOf(TensorType.FLOAT32, TensorType.FLOAT16)) {
      return Optional.of("computes with floats; it takes 8-bit integers only");
    } else if (o.hasValueOf(TensorType.INT16, TensorType.INT64)) {
      return Optional.of("not in 8-bit integers, the only ones that it takes");
    } else if (o.hasOpenShape()) {
      return Optional.of("has a size that is not constant");
    } else if (o.values().stream().anyMatch(EdgeTpuRules::hasBatch)) {
      return Optional.of("has more than three axes beyond 1");
    } else if (o.name().equals("SOFTMAX") && !isVector(o.output())) {
      return Optional.of("softmax of more than one axis, or of more than 16,000 numbers");
    }
    return OPERATORS.refusal(o);
  }

  private static boolean hasBatch(TfliteFile.TensorEntry t) {
    for (int axis = 0; axis < t.shape().rank() - 3; axis++) {
      if (t.shape().dim(axis) > 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVector(Shape s) {
    return s.elements() == s.dim(-1) && s.elements() <= LARGEST_SOFTMAX;
  }
}
