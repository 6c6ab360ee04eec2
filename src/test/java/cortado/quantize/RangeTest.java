package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import cortado.UserError;
import org.junit.jupiter.api.Test;

class RangeTest {
  @Test
  void theEndsOfARangeAreTheEndsOfTheCodes() {
    Quantization q = new Range(-1, 3).quantization();
    assertThat(q.scale()).isEqualTo(4f / 255);
    assertThat(q.encode(-1)).isEqualTo((byte) -128);
    assertThat(q.encode(3)).isEqualTo((byte) 127);
    assertThat(q.encode(100)).isEqualTo((byte) 127);
    assertThat(q.decode(q.encode(1.5f))).isCloseTo(1.5f, offset(q.scale() / 2));
  }

  @Test
  void zeroIsAlwaysCodedExactly() {
    for (Range r :
        new Range[] {
          new Range(-1, 3),
          new Range(2, 3),
          new Range(-5, -4),
          new Range(-1e-3f, 7),
          new Range(0, 0),
          new Range(0, Float.MIN_VALUE)
        }) {
      Quantization q = r.quantization();
      assertThat(q.decode(q.encode(0))).as(r.toString()).isZero();
    }
  }

  @Test
  void aConstantIsCodedExactly() {
    Quantization q = new Range(0.37f, 0.37f).quantization();
    assertThat(q.decode(q.encode(0.37f))).isCloseTo(0.37f, offset(1e-6f));
    assertThat(new Range(0, 0).quantization().scale()).isEqualTo(1f / 255);
  }

  @Test
  void hugeRangesHaveFiniteScales() {
    Quantization q = new Range(-Float.MAX_VALUE, Float.MAX_VALUE).quantization();
    assertThat(q.scale()).isFinite();
  }

  @Test
  void theObserverKeepsTheExtremesOfAllSamples() {
    MinMaxObserver observer = new MinMaxObserver("conv");
    observer.observe(new float[] {1, 2});
    observer.observe(new float[] {-4, 0});
    assertThat(observer.range()).isEqualTo(new Range(-4, 2));
  }

  @Test
  void valuesThatAreNoNumbersAreNamed() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      MinMaxObserver observer = new MinMaxObserver("conv");
      assertThatThrownBy(() -> observer.observe(new float[] {0, bad, 1}))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'conv'")
          .hasMessageContaining(String.valueOf(bad));
    }
  }
}
