package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
  private static final int FINITE = 0x7c00;

  /** The number that a half of positive sign stands for. */
  private static double value(int half) {
    int exponent = half >>> 10;
    int mantissa = half & 0x3ff;
    return exponent == 0 ? mantissa * 0x1p-24 : Math.scalb(1024.0 + mantissa, exponent - 25);
  }

  @Test
  void everyHalfIsItself() {
    for (int half = 0; half < FINITE; half++) {
      float v = (float) value(half);
      assertThat(HalfFloats.bits(v)).isEqualTo((short) half);
      assertThat(HalfFloats.bits(-v)).isEqualTo((short) (half | 0x8000));
    }
  }

  @Test
  void halfwayBetweenTwoTheEvenOneIsTaken() {
    for (int half = 0; half < FINITE - 1; half++) {
      float middle = (float) ((value(half) + value(half + 1)) / 2);
      int even = half + (half & 1);
      assertThat(HalfFloats.bits(middle)).isEqualTo((short) even);
      assertThat(HalfFloats.bits(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(HalfFloats.bits(Math.nextUp(middle))).isEqualTo((short) (half + 1));
    }
  }

  @Test
  void anyNumberBecomesTheNearest() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      float v = Float.intBitsToFloat(random.nextInt(0x477fe000));
      int half = HalfFloats.bits(v);
      double error = Math.abs(value(half) - v);
      assertThat(error).isLessThanOrEqualTo(Math.abs(value(half + 1) - v));
      assertThat(error).isLessThanOrEqualTo(Math.abs(value(Math.max(half - 1, 0)) - v));
    }
  }

  @Test
  void aNumberThatIsTooLargeIsAnErrorWhenItIsRead() {
    Tensor half = HalfFloats.of("conv/kernel", Tensor.of(Shape.of(2), 65504, -65520));
    assertThat(half.part(0, 1).getShort()).isEqualTo((short) 0x7bff);
    assertThatThrownBy(half::bytes)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("conv/kernel")
        .hasMessageContaining("-65520");
  }
}
