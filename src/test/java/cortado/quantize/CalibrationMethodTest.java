package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import cortado.UserError;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranges that codes are to cover, found from values of known distributions. */
class CalibrationMethodTest {
  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Range range(CalibrationMethod method, float[]... samples) {
    RangeObserver observer = method.observer("conv");
    for (float[] s : samples) {
      observer.observe(s);
    }
    return observer.range();
  }

  /** The root of the mean squared error of int8 codes for this range. */
  private static double error(Range range, float[] values) {
    Quantization q = range.quantization();
    double sum = 0;
    for (float v : values) {
      double e = v - q.decode(q.encode(v));
      sum += e * e;
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void anOutlierTakesTheCodesOfAllOthersFromMinMaxOnly() {
    float[] values = normal(100_000, 1);
    values[77] = 500;

    assertThat(range(CalibrationMethod.MIN_MAX, values).max()).isEqualTo(500);
    assertThat(range(CalibrationMethod.PERCENTILE, values).max()).isBetween(3.5f, 5f);
    assertThat(range(CalibrationMethod.ENTROPY, values).max()).isBetween(2.5f, 25f);
    Range mse = range(CalibrationMethod.MSE, values);
    assertThat(error(mse, values))
        .isLessThan(error(range(CalibrationMethod.MIN_MAX, values), values));
  }

  @Test
  void theLeastSquaresAreNotBeatenByOtherMethods() {
    Random random = new Random(3);
    float[] longTail = normal(50_000, 2);
    for (int i = 0; i < longTail.length; i++) {
      longTail[i] = (float) Math.max(0, longTail[i] * Math.exp(random.nextGaussian()));
    }
    double least = error(range(CalibrationMethod.MSE, longTail), longTail);
    for (CalibrationMethod other : CalibrationMethod.values()) {
      assertThat(error(range(other, longTail), longTail))
          .as(other.id())
          .isGreaterThan(least * 0.98);
    }
  }

  @Test
  void anEvenDistributionIsCoveredAsAWhole() {
    float[] even = new float[40_000];
    for (int i = 0; i < even.length; i++) {
      even[i] = i / 10_000f - 1;
    }
    for (CalibrationMethod method : CalibrationMethod.values()) {
      Range r = range(method, even);
      assertThat(r.min()).as(method.id()).isCloseTo(-1, offset(0.11f));
      assertThat(r.max()).as(method.id()).isCloseTo(3, offset(0.31f));
    }
  }

  @Test
  void theAverageIsThatOfTheSamplesExtremes() {
    Range r = range(CalibrationMethod.AVERAGE, new float[] {-1, 2}, new float[] {-3, 10});
    assertThat(r).isEqualTo(new Range(-2, 6));
  }

  @Test
  void laterSamplesWidenTheHistogram() {
    float[] narrow = normal(1000, 4);
    float[] wide = normal(100_000, 5);
    for (int i = 0; i < wide.length; i++) {
      wide[i] *= 300;
    }
    Range r = range(CalibrationMethod.PERCENTILE, narrow, wide);
    assertThat(r.max()).isBetween(1000f, 1500f);
    assertThat(r.min()).isBetween(-1500f, -1000f);
  }

  @ParameterizedTest
  @EnumSource
  void oddValuesGiveARangeThatCodesThemOrAnError(CalibrationMethod method) {
    float[][] odd = {
      {0, 0, 0},
      {0.37f},
      {-5, -5, -5},
      {Float.MIN_VALUE, 0},
      {-Float.MIN_VALUE, Float.MIN_VALUE},
      {-1e-30f, 1e30f},
      {2, 3},
      {-Float.MAX_VALUE, Float.MAX_VALUE},
    };
    for (float[] values : odd) {
      Range r = range(method, values);
      Quantization q = r.quantization();
      assertThat(q.scale()).isFinite().isPositive();
      assertThat(q.decode(q.encode(0))).isZero();
      Range all = range(CalibrationMethod.MIN_MAX, values);
      assertThat(r.min()).isGreaterThanOrEqualTo(Math.min(0, all.min()));
      assertThat(r.max()).isLessThanOrEqualTo(Math.max(0, all.max()));
    }
    assertThat(range(method, new float[] {0.37f})).isEqualTo(new Range(0.37f, 0.37f));
    assertThat(range(method, new float[] {0, 0}, new float[] {0, 8, -8})).isNotNull();
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> range(method, new float[] {1, bad}))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'conv'");
    }
  }

  @Test
  void anotherNameIsAnErrorThatListsThem() {
    assertThatThrownBy(() -> CalibrationMethod.named("max"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("min-max, average, percentile, mse, entropy");
  }
}
