package cortado.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparsityTest {
  @Test
  void aSweepHasTheValuesAsWrittenByHand() {
    assertThat(Sparsity.parseSweep("0.1:0.8:0.1"))
        .extracting(Sparsity::value)
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8);
    assertThat(Sparsity.parseSweep("0.5:0.8:0.2")).hasToString("[0.5, 0.7]");
    assertThat(Sparsity.parseSweep("0.8")).containsExactly(new Sparsity(0.8));
    assertThat(Sparsity.parseSweep(".5:.5:1")).containsExactly(new Sparsity(0.5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0",
        "1",
        "-0.1",
        "80",
        "",
        "x",
        "NaN",
        "1e-3",
        "0.1:0.8",
        "0.8:0.1:0.1",
        "0.1:0.8:0",
        "0.1:0.8:-0.1",
        "0.1:1.0:0.1",
        "0:0.9:0.00001",
        "0.1:0.8:0.1:0.1",
        "::"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> Sparsity.parseSweep(text)).isInstanceOf(UserError.class);
  }

  @Test
  void saysWhatIsAllowedAndGuessesAPercentage() {
    assertThatThrownBy(() -> Sparsity.parse("1.0"))
        .hasMessage(
            "The sparsity is out of range. Received: 1.0. Allowed: [0, 1). Next: %prune 0.8");
    assertThatThrownBy(() -> Sparsity.parse("80")).hasMessageEndingWith("Next: %prune 0.8");
    assertThatThrownBy(() -> Sparsity.parse("55")).hasMessageEndingWith("Next: %prune 0.55");
  }

  @Test
  void roundsTheNumberOfZeros() {
    assertThat(new Sparsity(0.8).zeros(72)).isEqualTo(58);
    assertThat(new Sparsity(0.5).zeros(3)).isEqualTo(2);
    assertThat(new Sparsity(0).zeros(3)).isZero();
    assertThat(new Sparsity(0.1)).hasToString("0.1");
    assertThat(new Sparsity(0)).hasToString("0");
  }
}
