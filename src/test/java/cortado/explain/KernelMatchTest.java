package cortado.explain;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.tflite.OperatorProfile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kernels as XNNPACK of TFLite 2.21 names them. */
class KernelMatchTest {

  @Test
  void eachKernelFindsItsOperator() {
    assertThat(
            match(
                List.of("QUANTIZE", "CONV_2D", "MAX_POOL_2D", "CONCATENATION", "LOGISTIC"),
                "Convert (NC)",
                "Convolution (NHWC, QC8) IGEMM",
                "Max Pooling (NHWC, S8)",
                "Copy (NC, X8)",
                "Sigmoid (NC)"))
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void anActivationIsQuantizedForTheOperatorThatFollows() {
    assertThat(
            match(
                List.of("CONV_2D", "MAX_POOL_2D", "CONV_2D"),
                "Convert (NC, F32, QD8)",
                "Convolution (NHWC, QD8, F32, QC8W) IGEMM",
                "Max Pooling (NHWC, F32)",
                "Convert (NC, F32, QD8)",
                "Convolution (NHWC, QD8, F32, QC8W) IGEMM"))
        .containsExactly(0, 0, 1, 2, 2);
  }

  @Test
  void fusedOperatorsAndUnpackedConstantsHaveNone() {
    assertThat(
            match(
                List.of("DEQUANTIZE", "PAD", "CONV_2D", "RELU", "CONV_2D"),
                "Convolution (NHWC, F32) IGEMM",
                "Fully Connected (NC, F32) GEMM"))
        .containsExactly(2, 4);
  }

  @Test
  void whatFindsNoneGoesToTheOneBefore() {
    assertThat(match(List.of("CONV_2D"), "Convolution (NHWC, F32) IGEMM", "Sigmoid (NC)"))
        .containsExactly(0, 0);
  }

  private static List<Integer> match(List<String> operators, String... kernels) {
    return KernelMatch.of(
        operators, Stream.of(kernels).map(k -> new OperatorProfile.Kernel(k, 1)).toList());
  }
}
