package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShortScaleProperties {
  @Property
  void isNoSmallerAndAnEighthLargerAtMost(@ForAll("scales") float scale) {
    assertThat(ShortScale.atLeast(scale)).isBetween(scale, scale * 9 / 8);
  }

  @Property
  void hasFourBits(@ForAll("scales") float scale) {
    float s = ShortScale.atLeast(scale);
    assertThat(Math.scalb(s, 3 - Math.getExponent(s))).isIn(8f, 9f, 10f, 11f, 12f, 13f, 14f, 15f);
  }

  @Provide
  Arbitrary<Float> scales() {
    return Combinators.combine(
            Arbitraries.floats().between(1, 2), Arbitraries.integers().between(-60, 60))
        .as(Math::scalb);
  }
}
