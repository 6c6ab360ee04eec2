package cortado.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LayerPatternTest {
  @Test
  void starsAndQuestionMarksStandForCharacters() {
    assertThat(new LayerPattern("conv2d_*").matches("conv2d_12")).isTrue();
    assertThat(new LayerPattern("conv2d_?").matches("conv2d_12")).isFalse();
    assertThat(new LayerPattern("*/a.b[1]").matches("x/a.b[1]")).isTrue();
    assertThat(new LayerPattern("a.b").matches("aXb")).isFalse();
    assertThat(new LayerPattern("conv").matches("conv2d")).isFalse();
  }
}
