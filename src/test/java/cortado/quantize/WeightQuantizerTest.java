package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WeightQuantizerTest {
  @Test
  void eachChannelUsesNearlyAllCodesAndMissesByHalfAStepAtMost() {
    float[] values = {0.1f, -0.4f, 0.25f, 30, 10, -20};
    QuantizedWeights q = quantize("kernel", values, 2);
    assertThat(q.scales()).containsExactly(13 / 4096f, 0.25f);
    assertThat(codes(q)[1]).isEqualTo((byte) -126);
    assertThat(codes(q)[3]).isEqualTo((byte) 120);
    for (int i = 0; i < values.length; i++) {
      float scale = q.scales()[i / 3];
      assertThat(Math.abs(scale * codes(q)[i] - values[i])).isLessThanOrEqualTo(scale * 0.5001f);
    }
  }

  @Test
  void zerosStayZeros() {
    QuantizedWeights q = quantize("kernel", new float[] {0, 3, -0f, 0}, 1);
    assertThat(codes(q)).containsExactly(0, 118, 0, 0);
  }

  @Test
  void whatMakesOneChannelSharesItsScale() {
    Tensor squares = Tensor.of(Shape.of(4, 1), new float[] {127, 1, -254, 0.5f});

    QuantizedWeights q =
        WeightQuantizer.quantize("kernel", squares, new float[4], Quantization.perTensor(1, 0), 2);

    float small = 9 / 1024f;
    assertThat(q.scales()).containsExactly(2, small, 2, small);
    assertThat(codes(q)).containsExactly(64, 114, -127, 57);
  }

  @Test
  void channelsOfSharedValuesKeepTheirCodesWhateverMultipliesThem() {
    float[] values = {3, -1, 3, 1, 0.3f, -0.1f, 0.3f, 0.1f, -7, 2, -7, 2};
    QuantizedWeights q = quantize("kernel", values, 3);
    assertThat(codes(q)).containsExactly(127, -42, 127, 42, 127, -42, 127, 42, -127, 36, -127, 36);
  }

  @Test
  void halvesRoundAwayFromZero() {
    float[] values = {127, 2.5f, -2.5f, 0.5f};
    assertThat(codes(quantize("kernel", values, 1))).containsExactly(127, 3, -3, 1);
  }

  @Test
  void aChannelOfZerosKeepsItsBias() {
    float[] biases = {0.7f, 0, -3};
    QuantizedWeights q = quantize("kernel", new float[6], biases, 0.02f);
    int[] codes = WeightQuantizer.quantizeBiases(biases, q.scales(), 0.02f);
    assertThat(codes(q)).containsOnly(0);
    for (int c = 0; c < biases.length; c++) {
      assertThat(q.scales()[c]).isPositive().isFinite();
      assertThat(codes[c] * 0.02f * q.scales()[c]).isCloseTo(biases[c], offset(1e-3f));
    }
  }

  @Test
  void aTinyChannelIsWidenedSoThatItsBiasFitsInt32() {
    float[] biases = {5};
    QuantizedWeights q = quantize("kernel", new float[] {1e-12f}, biases, 0.02f);
    int code = WeightQuantizer.quantizeBiases(biases, q.scales(), 0.02f)[0];
    assertThat((double) code * 0.02f * q.scales()[0]).isCloseTo(5, offset(1e-3));
  }

  @Test
  void denormalWeightsGiveScalesWhoseProductsDoNotVanish() {
    QuantizedWeights q = quantize("kernel", new float[] {Float.MIN_VALUE}, 1);
    assertThat(q.scales()[0] * new Range(0, Float.MIN_VALUE).quantization().scale()).isPositive();
  }

  @Test
  void weightsThatAreNoNumbersAreNamed() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> quantize("conv/kernel", new float[] {1, bad}, 1))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("conv/kernel")
          .hasMessageContaining(String.valueOf(bad));
    }
  }

  @Test
  void scalesThatTheRuntimeCannotRescaleAreAnError() {
    float[] scales = {1, 1e30f};
    assertThatThrownBy(() -> WeightQuantizer.biasScales("conv/kernel", scales, 1e30f, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("conv/kernel");
    assertThat(WeightQuantizer.biasScales("conv/kernel", new float[] {0.5f}, 0.25f, 1))
        .containsExactly(0.125f);
  }

  private static QuantizedWeights quantize(String name, float[] values, int channels) {
    return quantize(name, values, new float[channels], 1);
  }

  private static QuantizedWeights quantize(
      String name, float[] values, float[] biases, float inputScale) {
    Tensor kernel = Tensor.of(Shape.of(biases.length, values.length / biases.length), values);
    return WeightQuantizer.quantize(name, kernel, biases, Quantization.perTensor(inputScale, 0));
  }

  private static byte[] codes(QuantizedWeights q) {
    byte[] codes = new byte[q.codes().elements()];
    q.codes().bytes().get(codes);
    return codes;
  }
}
