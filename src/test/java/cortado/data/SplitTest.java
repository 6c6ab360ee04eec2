package cortado.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Split.Part;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final List<String> NAMES =
      IntStream.range(0, 20).mapToObj(Integer::toString).toList();

  @Test
  void aRangeToValidateIsTakenOutOfTheTestPart() {
    List<Part> parts = split("14:19", "14:16").parts("images", NAMES);
    assertThat(parts.subList(0, 14)).containsOnly(Part.TRAIN);
    assertThat(parts.subList(14, 17)).containsOnly(Part.VALIDATION);
    assertThat(parts.subList(17, 20)).containsOnly(Part.TEST);
  }

  @Test
  void aShareToValidateIsOneOfWhatIsNotTestedOn() {
    List<Part> parts = split("0.25", "0.2").parts("images", NAMES);
    assertThat(Collections.frequency(parts, Part.TEST)).isEqualTo(5);
    assertThat(Collections.frequency(parts, Part.VALIDATION)).isEqualTo(3);
    assertThat(parts).isEqualTo(split("0.25", "0.2").parts("images", NAMES));
    List<Part> without = new Split(TestSplit.parse("0.25"), Optional.empty(), 7).parts("", NAMES);
    for (int i = 0; i < parts.size(); i++) {
      assertThat(parts.get(i) == Part.TEST).isEqualTo(without.get(i) == Part.TEST);
    }
  }

  @Test
  void noPartIsEmpty() {
    refused(split("14:19", "14:19"), "left to test on");
    refused(split("14:19", "0:13"), "left to train on");
    refused(split("14:19", "30:31"), "left to judge epochs by");
    refused(split("14:19", "0.01"), "left to judge epochs by");
  }

  private static Split split(String test, String validation) {
    return new Split(TestSplit.parse(test), Optional.of(TestSplit.parse(validation)), 7);
  }

  private static void refused(Split split, String because) {
    assertThatThrownBy(() -> split.parts("images", NAMES))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(because)
        .hasMessageContaining(split.options());
  }
}
