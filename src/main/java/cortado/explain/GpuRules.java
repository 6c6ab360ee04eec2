package cortado.explain;

import cortado.tflite.TensorType;
import java.util.Optional;

/** The GPU delegate: floats, and 8-bit integers that it computes as floats. */
final class GpuRules implements TargetRules {
  static final OperatorList OPERATORS =
      OperatorList.of(
          """
          ABS ADD ADD_N AVERAGE_POOL_2D BATCH_MATMUL CAST CEIL CONCATENATION CONV_2D COS CUMSUM
          DENSIFY DEPTH_TO_SPACE DEPTHWISE_CONV_2D DEQUANTIZE DIV DYNAMIC_UPDATE_SLICE ELU
          EMBEDDING_LOOKUP EQUAL EXP FLOOR FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER GELU GREATER
          GREATER_EQUAL HARD_SWISH LEAKY_RELU LESS LESS_EQUAL LOG LOGICAL_AND LOGISTIC LSTM
          MAX_POOL_2D MAXIMUM MEAN MINIMUM MIRROR_PAD MUL NEG NOT_EQUAL ONE_HOT PACK PAD PADV2 POW
          PRELU QUANTIZE REDUCE_MAX REDUCE_MIN REDUCE_PROD RELU RELU6 RELU_N1_TO_1 RESHAPE
          RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR RSQRT SELECT SELECT_V2 SIGN SIN SLICE SOFTMAX
          SPACE_TO_DEPTH SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE STABLEHLO_CLAMP STRIDED_SLICE
          SUB SUM TANH TILE TRANSPOSE TRANSPOSE_CONV
          """);

  @Override
  public Optional<String> refusal(TargetOperator o) {
    if (o.hasValueOf(TensorType.INT16)) {
      return Optional.of("computes in int16, which it does not take");
    } else if (o.hasOpenShape()) {
      return Optional.of("has a size that is not constant");
    } else if (o.name().endsWith("SLICE") && o.inputs().get(0).shape().rank() < 3) {
      return Optional.of("slices fewer than three axes");
    } else if (o.name().equals("PAD") && o.output().rank() < 3) {
      return Optional.of("pads fewer than three axes");
    }
    return OPERATORS.refusal(o);
  }
}
