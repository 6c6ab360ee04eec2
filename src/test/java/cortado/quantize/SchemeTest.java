package cortado.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import org.junit.jupiter.api.Test;

class SchemeTest {
  @Test
  void eachNameGivesItsScheme() {
    assertThat(Scheme.of("float32")).isEqualTo(new Scheme.Float32());
    assertThat(Scheme.of("float16")).isEqualTo(new Scheme.Float16());
    assertThat(Scheme.of("dynamic")).isEqualTo(new Scheme.DynamicRange());
    assertThat(Scheme.of("uint8"))
        .isEqualTo(new Scheme.FullInteger(Scheme.Edge.FLOAT32, Integers.UINT8));
    assertThat(Scheme.of("int16x8"))
        .isEqualTo(new Scheme.FullInteger(Scheme.Edge.FLOAT32, Integers.INT16_INT8));
    assertThat(Scheme.of("int8")).isEqualTo(new Scheme.FullInteger(Scheme.Edge.FLOAT32));
  }

  @Test
  void anotherNameIsAnErrorThatListsThem() {
    assertThatThrownBy(() -> Scheme.of("int3"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("int3")
        .hasMessageContaining("float32, float16, dynamic, int4, int8, uint8, int16x8");
  }

  @Test
  void int8NeedsACalibration() {
    assertThatThrownBy(() -> QuantizationPlan.of(Scheme.of("int8")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
