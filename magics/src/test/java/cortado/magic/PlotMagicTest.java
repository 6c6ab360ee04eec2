package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.report.Chart;
import cortado.report.NetworkColour;
import cortado.report.NetworkDrawing;
import cortado.report.PredictionSheet;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of variants, on a network small enough to train in a moment. */
final class PlotMagicTest {
  private static final String MODEL = "%model unet --filters 2,4 --size 16 --as tiny";
  private static final String DATA = "%data cells --train 8 --validation 4 --test 8 --size 16";

  @TempDir Path folder;
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(folder.resolve("workspace"));
    magics = new Magics(session);
    run(MODEL);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void theCurvesOfFineTuningAreThereAfterAReopening() {
    run(DATA);
    run("%prune 0.5 --epochs 3 --patience 3 --schedule one-shot --as half");
    Chart.Points before = (Chart.Points) run("%plot curves");
    session.close();
    session = new LazySession(folder.resolve("workspace"));
    magics = new Magics(session);

    Chart.Points curves = (Chart.Points) run("%plot curves half");

    assertThat(curves).isEqualTo(before);
    assertThat(curves.x()).isEqualTo("epoch");
    assertThat(curves.series())
        .extracting(Chart.PointSeries::name)
        .containsExactly("half, training", "half, validation");
    assertThat(curves.series().get(0).points())
        .extracting(Chart.Point::x)
        .containsExactly(1.0, 2.0, 3.0);
    assertThat(curves.series().get(1).points())
        .extracting(Chart.Point::label)
        .containsOnlyOnce("kept");
  }

  @Test
  void layersShowTheirZerosOrWhatIsLeftOfThem() {
    run("%prune 0.5,0.75");
    Chart.Bars zeros = (Chart.Bars) run("%plot layers sparse50 sparse75");
    run("%prune 0.5 --granularity channel --scope layer --from tiny --as slim");
    Chart.Bars left = (Chart.Bars) run("%plot layers");

    assertThat(zeros.y()).isEqualTo("zeros in the kernels, %");
    assertThat(zeros.series()).extracting(Chart.BarSeries::name).contains("sparse50", "sparse75");
    assertThat(zeros.series().get(0).values()).allSatisfy(v -> assertThat(v).isBetween(45.0, 55.0));
    assertThat(left.y()).isEqualTo("kernel parameters that are not zero, % of tiny");
    assertThat(left.categories()).isEqualTo(zeros.categories());
    assertThat(left.series().get(0).values()).allSatisfy(v -> assertThat(v).isBetween(1.0, 60.0));
  }

  @Test
  void weightsAreCountedBesideThoseBeforeWithoutTheirZeros() {
    run("%prune 0.75 --as sparse");

    Chart.Points weights = (Chart.Points) run("%plot weights");

    assertThat(weights.series()).hasSize(2);
    assertThat(weights.series().get(0).name()).isEqualTo("tiny (no zeros)");
    assertThat(weights.series().get(1).name())
        .matches("sparse \\(\\d+ zeros apart, 7\\d(.\\d)? %\\)");
    assertThat(count(weights.series().get(1))).isLessThan(count(weights.series().get(0)) * 0.3);
    assertThat(weights.series().get(1).points().get(30).y()).as("where the zeros are").isZero();
  }

  @Test
  void predictionsStandBesideTheTrueMasks() throws Exception {
    run(DATA);
    run("%train --epochs 1 --as trained");
    run("%quantize int8 --calibrate 4 --as small");
    Path png = folder.resolve("masks.png");
    Path page = folder.resolve("masks.html");

    var sheet = (PredictionSheet) run("%plot predictions tiny small --samples 2 --out " + png);
    run("%plot predictions --out " + page);

    assertThat(sheet.columns()).containsExactly("image", "true mask", "tiny", "small");
    assertThat(sheet.rows())
        .extracting(PredictionSheet.Row::name)
        .containsExactly("test sample 1 of 8", "test sample 5 of 8");
    assertThat(sheet.rows().get(0).tiles().get(3).caption()).matches("Dice [01]\\.\\d{3}");
    assertThat(sheet.text()).contains("small Dice ");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(4 * 110);
    assertThat(Files.readString(page))
        .contains("data:image/png;base64,", "Masks that trained, small found");
  }

  @Test
  void theNetworkIsDrawnInLevelsWithItsSkips() throws Exception {
    Path png = folder.resolve("network.png");

    var whole = (NetworkDrawing) run("%plot network --out " + png);
    run("%prune 0.5 --granularity channel --as slim");
    var slim = (NetworkDrawing) run("%plot network slim");

    assertThat(whole.levels()).containsExactly("16 x 16", "8 x 8");
    assertThat(whole.colours()).isEqualTo(NetworkColour.WORK);
    assertThat(whole.blocks().stream().mapToDouble(b -> b.share()).filter(s -> s > 0).sum())
        .isCloseTo(1, within(1e-9));
    NetworkDrawing.Block skip =
        whole.blocks().stream().filter(b -> b.reads().size() == 2).findFirst().orElseThrow();
    assertThat(skip.level()).isZero();
    assertThat(skip.reads())
        .extracting(i -> whole.blocks().get(i).level(), i -> whole.blocks().get(i).channels())
        .containsExactlyInAnyOrder(tuple(0, 2), tuple(0, 2));
    assertThat(whole.text()).contains("16 x 16  input 1 · ", "8 x 8      pool");
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(colours(image)).as("more than ink, grey and white").isGreaterThan(20);
    assertThat(slim.blocks())
        .filteredOn(b -> b.before() > b.channels())
        .extracting(NetworkDrawing.Block::channels, NetworkDrawing.Block::before)
        .contains(tuple(1, 2), tuple(2, 4));
    assertThat(slim.text()).contains(" 1 of 2 (");
  }

  @Test
  void theColoursOfANetworkTellZerosOrTime() {
    run("%prune 0.75 --scope layer --as sparse");

    var zeros = (NetworkDrawing) run("%plot network");
    var times = (NetworkDrawing) run("%plot network tiny --by time");

    assertThat(zeros.colours()).isEqualTo(NetworkColour.ZEROS);
    assertThat(zeros.most()).isEqualTo(1);
    assertThat(zeros.blocks())
        .extracting(NetworkDrawing.Block::share)
        .filteredOn(s -> s > 0)
        .hasSizeGreaterThan(5)
        .contains(0.75)
        .allMatch(s -> s > 0.7);
    assertThat(times.blocks().stream().mapToDouble(b -> b.share()).filter(s -> s > 0).sum())
        .isBetween(0.9, 1.0001);
  }

  private static long colours(BufferedImage image) {
    return Arrays.stream(
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
        .distinct()
        .count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%plot pie | Received: pie. Allowed: loss-size, loss-sparsity, loss-latency",
        "%plot curves | No variant was trained yet",
        "%plot curves tiny | No variant was trained yet",
        "%plot predictions | Predictions need test samples. Next: %data",
        "%plot predictions --samples 0 | Received: 0. Allowed: 1 or more",
        "%plot loss-latency | Nothing measured shows test loss against the median latency",
        "%plot layers nobody | nobody",
        "%plot network nobody | nobody",
        "%plot network --by size | Received: size. Allowed: zeros, work, time",
        "%plot weights --out figure.gif | Allowed: .png, .html",
      })
  void whatCannotBeDrawnIsSaid(String line, String message) {
    assertThatThrownBy(() -> run(line)).isInstanceOf(UserError.class).hasMessageContaining(message);
  }

  @Test
  void aVariantThatWasNotTrainedHasNoCurves() {
    run(DATA);
    run("%train --epochs 1 --as trained");

    assertThatThrownBy(() -> run("%plot curves tiny"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Allowed: trained. Next: %plot curves trained");
  }

  @Test
  void kindsAndVariantsAreCompleted() {
    assertThat(completed("%plot pre")).contains("predictions");
    assertThat(completed("%plot loss-")).contains("loss-size", "loss-latency", "loss-sparsity");
    assertThat(completed("%plot network --by ")).contains("zeros", "work", "time");
    assertThat(completed("%plot layers ti")).contains("tiny");
    assertThat(completed("%plot predictions --sam")).contains("--samples");
  }

  private List<String> completed(String text) {
    return magics.complete(text, text.length()).candidates().stream()
        .map(Completion::text)
        .toList();
  }

  private static double count(Chart.PointSeries s) {
    return s.points().stream().mapToDouble(Chart.Point::y).sum();
  }

  private Object run(String line) {
    return magics.run(line, new RecordingConsole());
  }
}
