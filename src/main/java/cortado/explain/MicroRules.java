package cortado.explain;

import cortado.tflite.TensorType;
import java.util.Optional;

/** TFLite for Microcontrollers: float32 or int8, no hybrid kernels, memory planned beforehand. */
final class MicroRules implements TargetRules {
  static final OperatorList OPERATORS =
      OperatorList.of(
          """
          ABS ADD ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE AVERAGE_POOL_2D BATCH_TO_SPACE_ND
          BROADCAST_ARGS BROADCAST_TO CALL_ONCE CAST CEIL CONCATENATION CONV_2D COS CUMSUM
          DEPTH_TO_SPACE DEPTHWISE_CONV_2D DEQUANTIZE DIV ELU EQUAL EXP EXPAND_DIMS FILL FLOOR
          FLOOR_DIV FLOOR_MOD FULLY_CONNECTED GATHER GATHER_ND GREATER GREATER_EQUAL HARD_SWISH IF
          L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LESS LESS_EQUAL LOG LOGICAL_AND LOGICAL_NOT
          LOGICAL_OR LOGISTIC MAX_POOL_2D MAXIMUM MEAN MINIMUM MIRROR_PAD MUL NEG NOT_EQUAL PACK PAD
          PADV2 PRELU QUANTIZE READ_VARIABLE REDUCE_MAX RELU RELU6 RESHAPE RESIZE_BILINEAR
          RESIZE_NEAREST_NEIGHBOR ROUND RSQRT SELECT_V2 SHAPE SIN SLICE SOFTMAX SPACE_TO_BATCH_ND
          SPACE_TO_DEPTH SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE SQUEEZE STRIDED_SLICE SUB SUM
          SVDF TANH TRANSPOSE TRANSPOSE_CONV UNIDIRECTIONAL_SEQUENCE_LSTM UNPACK VAR_HANDLE WHILE
          ZEROS_LIKE
          """);

  @Override
  public Optional<String> refusal(TargetOperator o) {
    if (o.constants().stream().anyMatch(t -> t.type() == TensorType.FLOAT16)) {
      return Optional.of("has float16 weights, which it does not widen");
    } else if (o.isHybrid()) {
      return Optional.of("mixes integer weights with float32 values; it has no hybrid kernels");
    } else if (o.hasValueOf(TensorType.UINT8) && !o.name().endsWith("QUANTIZE")) {
      return Optional.of("computes in uint8; it takes int8");
    } else if (o.hasOpenShape()) {
      return Optional.of("has a size that is not constant");
    }
    return OPERATORS.refusal(o);
  }
}
