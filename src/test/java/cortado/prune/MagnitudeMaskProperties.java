package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class MagnitudeMaskProperties {
  @Provide
  Arbitrary<float[]> weights() {
    Arbitrary<Float> any = Arbitraries.floats();
    Arbitrary<Float> few = Arbitraries.of(-0f, 0f, 1f, -1f, 2f, Float.MIN_VALUE, -1e30f);
    return Arbitraries.oneOf(any, few).array(float[].class).ofMinSize(1).ofMaxSize(200);
  }

  @Property
  void exactlyTheAskedForNumberIsTakenOut(
      @ForAll("weights") float[] values, @ForAll @DoubleRange(max = 0.99) double s) {
    float[] mask = mask(values, s);
    assertThat(zeros(mask)).isEqualTo(Math.round(s * values.length));
  }

  @Property
  void noWeightThatStaysIsSmallerThanOneThatGoes(
      @ForAll("weights") float[] values, @ForAll @DoubleRange(max = 0.99) double s) {
    float[] mask = mask(values, s);
    float largestOut = 0;
    float smallestKept = Float.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (mask[i] == 0) {
        largestOut = Math.max(largestOut, Math.abs(values[i]));
      } else {
        smallestKept = Math.min(smallestKept, Math.abs(values[i]));
      }
    }
    assertThat(largestOut).isLessThanOrEqualTo(smallestKept);
  }

  @Property
  void amongEqualsTheFirstGo(@ForAll @DoubleRange(max = 0.99) double s) {
    float[] values = new float[97];
    Arrays.fill(values, -3);
    float[] mask = mask(values, s);
    int out = zeros(mask);
    for (int i = 0; i < mask.length; i++) {
      assertThat(mask[i]).isEqualTo(i < out ? 0 : 1);
    }
  }

  @Property
  void pruningAgainChangesNothingAndMoreSparsityOnlyAddsZeros(
      @ForAll("weights") float[] values,
      @ForAll @DoubleRange(max = 0.99) double a,
      @ForAll @DoubleRange(max = 0.99) double b) {
    Tensor weight = Tensor.of(Shape.of(values.length), values);
    Sparsity low = new Sparsity(Math.min(a, b));
    Sparsity high = new Sparsity(Math.max(a, b));
    Tensor once = applied(low, weight);
    assertThat(applied(low, once)).isEqualTo(once);
    float[] lowMask = MagnitudeMask.of(weight, low).floats();
    float[] highMask = MagnitudeMask.of(weight, high).floats();
    for (int i = 0; i < lowMask.length; i++) {
      assertThat(highMask[i]).isLessThanOrEqualTo(lowMask[i]);
    }
  }

  private static Tensor applied(Sparsity sparsity, Tensor weight) {
    float[] values = weight.floats();
    MagnitudeCut.of(weight, sparsity).apply(0, values.length, values, 0);
    return Tensor.of(weight.shape(), values);
  }

  @Example
  void zerosGoFirstAndInfinityLast() {
    float inf = Float.NEGATIVE_INFINITY;
    assertThat(mask(new float[] {0.1f, -0f, inf, 0, 5}, 0.4)).containsExactly(1, 0, 1, 0, 1);
    assertThat(mask(new float[] {0.1f, -0f, inf, 0, 5}, 0.8)).containsExactly(0, 0, 1, 0, 0);
  }

  @Example
  void aWeightThatIsNotANumberIsAnError() {
    assertThatThrownBy(() -> mask(new float[] {1, Float.NaN}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("element 1");
  }

  @Example
  void takesAboutAMillisecondForALargeKernel() {
    Random random = new Random(7);
    float[] values = new float[147_456];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Tensor weight = Tensor.of(Shape.of(3, 3, 128, 128), values);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      MagnitudeMask.of(weight, new Sparsity(0.8));
      best = Math.min(best, System.nanoTime() - start);
    }
    assertThat(best / 1e6).as("milliseconds").isLessThan(10);
  }

  private static float[] mask(float[] values, double sparsity) {
    return MagnitudeMask.of(Tensor.of(Shape.of(values.length), values), new Sparsity(sparsity))
        .floats();
  }

  private static int zeros(float[] mask) {
    int n = 0;
    for (float m : mask) {
      assertThat(m).isIn(0f, 1f);
      n += m == 0 ? 1 : 0;
    }
    return n;
  }
}
