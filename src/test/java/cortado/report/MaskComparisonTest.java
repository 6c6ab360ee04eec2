package cortado.report;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MaskComparisonTest {
  private static final int BLACK = Color.BLACK.getRGB();
  private static final int WHITE = Color.WHITE.getRGB();

  @Test
  void whatIsMissedAndWhatIsTooMuchHaveTheirColours() {
    MaskComparison c = compare(1, new float[] {0.9f, 0.8f, 0.1f, 0.2f}, 1, 1, 0, 1, 0);

    assertThat(pixels(c.actual().picture())).containsExactly(WHITE, BLACK, WHITE, BLACK);
    assertThat(pixels(c.predicted().picture()))
        .containsExactly(
            WHITE, PredictionSheet.WRONG.getRGB(), PredictionSheet.MISSED.getRGB(), BLACK);
    assertThat(c.predicted().caption()).isEqualTo("Dice 0.500");
    assertThat(c.isBinary()).isTrue();
  }

  @Test
  void classesHaveAColourEachAndAShareThatIsRight() {
    float[] softmax = {0.8f, 0.1f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.8f, 0.7f, 0.2f, 0.1f};
    MaskComparison c = compare(3, softmax, 1, 0, 1, 2, 2);

    assertThat(pixels(c.predicted().picture()))
        .containsExactly(BLACK, Palette.awt(0).getRGB(), Palette.awt(1).getRGB(), BLACK);
    assertThat(c.predicted().caption()).isEqualTo("75 % of pixels right");
    assertThat(c.isBinary()).isFalse();
  }

  @Test
  void theSheetHoldsAllPicturesAndTellsWhatItCannotShowAsText() {
    MaskComparison c = compare(1, new float[] {1, 1, 0, 0}, 1, 1, 1, 0, 0);
    PredictionSheet sheet =
        new PredictionSheet(
            "Masks <of> \"a\"",
            List.of("true mask", "a"),
            List.of(new PredictionSheet.Row("test sample 1", List.of(c.actual(), c.predicted()))),
            "");

    assertThat(sheet.text()).contains("test sample 1:  a Dice 1.000");
    assertThat(sheet.page()).contains("alt=\"Masks &lt;of&gt; &quot;a&quot;\"");
    assertThat(pixels(sheet.image())).contains(BLACK, WHITE);
  }

  private static MaskComparison compare(
      int channels, float[] predicted, int targetChannels, float... actual) {
    return new MaskComparison(
        new MaskPicture(Tensor.of(Shape.of(1, 2, 2, channels), predicted), 0),
        new MaskPicture(Tensor.of(Shape.of(1, 2, 2, targetChannels), actual), 0));
  }

  private static int[] pixels(BufferedImage image) {
    int w = image.getWidth();
    return image.getRGB(0, 0, w, image.getHeight(), null, 0, w);
  }
}
