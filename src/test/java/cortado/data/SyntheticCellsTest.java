package cortado.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.Shape;
import org.junit.jupiter.api.Test;

class SyntheticCellsTest {
  private final Dataset data = SyntheticCells.create().train(12).test(4).load();

  @Test
  void saysWhatItIs() {
    assertThat(data.source()).isEqualTo("%data cells --train 12 --test 4 --size 128 --seed 7");
    assertThat(data.train().inputs().only().shape()).isEqualTo(Shape.of(12, 128, 128, 1));
    assertThat(data.test().targets().only().shape()).isEqualTo(Shape.of(4, 128, 128, 1));
  }

  @Test
  void theSameNumbersGiveTheSameBytesOnEveryMachine() {
    assertThat(SyntheticCells.create().train(2).test(1).size(64).load().sha256())
        .isEqualTo("e4099a6c7aca92ad7ed5df655d18e76b12908ed4c6acb8b4603ffb17c3737064");
  }

  @Test
  void theFirstImagesStayWhenMoreAreAskedFor() {
    Dataset fewer = SyntheticCells.create().train(3).test(1).load();
    assertThat(data.train().slice(0, 3)).isEqualTo(fewer.train());
    assertThat(data.test().slice(0, 1)).isEqualTo(fewer.test());
    assertThat(data.train().slice(0, 4)).isNotEqualTo(data.test());
    assertThat(SyntheticCells.create().train(3).test(1).seed(8).load().train())
        .isNotEqualTo(fewer.train());
  }

  @Test
  void masksAreZeroAndOneWithMembranesAsInRealImages() {
    float[] mask = data.train().targets().only().floats();
    double cells = 0;
    for (float m : mask) {
      assertThat(m).isIn(0f, 1f);
      cells += m;
    }
    // 0.775 in the ISBI images.
    assertThat(cells / mask.length).isBetween(0.7, 0.85);
    for (float v : data.train().inputs().only().floats()) {
      assertThat(v).isBetween(0f, 1f);
    }
  }

  @Test
  void noThresholdOfTheGreyValueSolvesTheTask() {
    float[] image = data.train().inputs().only().floats();
    float[] mask = data.train().targets().only().floats();
    double best = 0;
    for (int threshold = 20; threshold < 235; threshold += 5) {
      double both = 0;
      double sum = 0;
      for (int i = 0; i < image.length; i++) {
        int membrane = 1 - (int) mask[i];
        int found = image[i] * 255 < threshold ? 1 : 0;
        both += membrane * found;
        sum += membrane + found;
      }
      best = Math.max(best, 2 * both / sum);
    }
    // 0.61 in the ISBI images.
    assertThat(best).as("Dice of the membranes").isBetween(0.4, 0.75);
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> SyntheticCells.create().train(0).load())
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--train", "Received: 0", "1 to");
    assertThatThrownBy(() -> SyntheticCells.create().size(8).load())
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("--size", "16");
    assertThatThrownBy(() -> SyntheticCells.create().train(100_000).size(2048).load())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("memory");
  }
}
