package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterGoalTest {
  @ParameterizedTest
  @CsvSource({"20x, 487881, 24394", "1.1x, 110, 100", "24394, 487881, 24394", "2x, 7, 3"})
  void aGoalIsAFactorOrANumber(String text, long present, long limit) {
    ParameterGoal goal = ParameterGoal.parse(text).get(0);
    assertThat(goal.limit(present)).isEqualTo(limit);
    assertThat(goal).hasToString(text);
    assertThat(goal.left(present)).isEqualTo(limit);
  }

  @Test
  void severalHaveCommasBetween() {
    assertThat(ParameterGoal.parse("4x, 10x,5000")).hasToString("[4x, 10x, 5000]");
    assertThat(ParameterGoal.parse("20x")).isEqualTo(List.of(new ParameterGoal(20, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1x", "0.5x", "20X", "-3", "2.5", "x", "4x,", "1e9", "24 394"})
  void allElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> ParameterGoal.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("20x (times fewer, above 1)")
        .hasMessageContaining("--granularity channel");
  }
}
