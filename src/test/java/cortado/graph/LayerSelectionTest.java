package cortado.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerSelectionTest {
  private static final List<String> LAYERS = List.of("conv_1", "conv_2", "up_1", "mask");

  @Test
  void whatIsSkippedIsNotSelectedWhateverElseIsAsked() {
    assertThat(selected(List.of(), List.of())).isEqualTo(LAYERS);
    assertThat(selected(List.of("conv*", "mask"), List.of()))
        .containsExactly("conv_1", "conv_2", "mask");
    assertThat(selected(List.of("*_1"), List.of("up*"))).containsExactly("conv_1");
    assertThat(selected(List.of(), List.of("conv_?"))).containsExactly("up_1", "mask");
  }

  @Test
  void itIsShownAsItsOptions() {
    assertThat(LayerSelection.ALL).hasToString("");
    assertThat(LayerSelection.of(List.of("a*", "b"), List.of("c")))
        .hasToString("--only a*,b --skip c");
  }

  @Test
  void aPatternOfNothingIsRefusedWithWhatThereIs() {
    for (LayerSelection slip :
        List.of(
            LayerSelection.of(List.of("cnv*"), List.of()),
            LayerSelection.of(List.of(), List.of("cnv*")))) {
      assertThatThrownBy(() -> slip.requireMatches(LAYERS, "a kernel"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("cnv*")
          .hasMessageContaining("conv_1, conv_2, up_1, mask");
    }
  }

  private static List<String> selected(List<String> only, List<String> skip) {
    LayerSelection selection = LayerSelection.of(only, skip);
    selection.requireMatches(LAYERS, "a kernel");
    return LAYERS.stream().filter(selection::takes).toList();
  }
}
