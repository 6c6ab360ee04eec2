package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import org.junit.jupiter.api.Test;

final class MagicLineTest {
  @Test
  void quotesGroupAndBackslashesStay() {
    MagicLine line = MagicLine.parse("  %load \"my model.h5\" --as 'it''s' C:\\models ");

    assertThat(line.name()).isEqualTo("load");
    assertThat(line.arguments()).containsExactly("my model.h5", "--as", "its", "C:\\models");
  }

  @Test
  void anOpenQuoteIsTheUsersMistake() {
    assertThatThrownBy(() -> MagicLine.parse("%load 'x"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("quote");
  }

  @Test
  void aRemainderIsNoMagic() {
    assertThat(MagicLine.matches("5 % 3")).isFalse();
    assertThat(MagicLine.matches("%d")).isTrue();
    assertThat(MagicLine.matches("% prune")).isFalse();
  }
}
