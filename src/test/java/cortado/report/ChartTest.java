package cortado.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.PieTrace;

final class ChartTest {
  private static final String HOSTILE = "it's \"q\" \\ </script> {{x}} & \\";

  private final Chart.Points points =
      new Chart.Points(
          HOSTILE,
          "size, MB",
          "loss",
          List.of(
              new Chart.PointSeries(
                  "a" + HOSTILE,
                  List.of(new Chart.Point(1, 0.5, HOSTILE), new Chart.Point(1e-7, 0.25, "b"))),
              new Chart.PointSeries("c", List.of(new Chart.Point(2, 0.75, "d")))));
  private final Chart.Points lines =
      new Chart.Points(
          "Lines",
          "epoch",
          "loss",
          List.of(
              series("a", Chart.Look.LINE, 0.5),
              series("a held out", Chart.Look.DASHED, 0.6),
              series("b", Chart.Look.OUTLINE, 0.7),
              series("front", Chart.Look.FRONT, 0.5)));
  private final Chart.Heat heat =
      new Chart.Heat(
          "Loss",
          "zeros",
          "layer",
          List.of("50 %", "90 %"),
          List.of(
              new Chart.HeatRow(HOSTILE, List.of(0.1, 0.2)),
              new Chart.HeatRow("b", List.of(0.15, Double.NaN))),
          0.1,
          0.2);
  private final Chart.Bars bars =
      new Chart.Bars(
          "Latency",
          "variant",
          "ms",
          List.of("baseline", HOSTILE),
          List.of(new Chart.BarSeries("tflite", List.of(5.44, Double.NaN))));

  @Test
  void theJsonOfPlotlyHoldsTheNumbersOfTheChart() {
    JsonNode data = PlotlyJson.of(points).get("data");

    assertThat(data.get(0).get("x").toString()).isEqualTo("[1.0,1.0E-7]");
    assertThat(data.get(0).get("y").toString()).isEqualTo("[0.5,0.25]");
    assertThat(data.get(0).get("text").get(0).asText()).isEqualTo(HOSTILE);
    assertThat(PlotlyJson.of(points).at("/layout/xaxis/title/text").asText()).isEqualTo("size, MB");
    JsonNode values = PlotlyJson.of(bars).at("/data/0/y");
    assertThat(values.get(0).asDouble()).isEqualTo(5.44);
    assertThat(values.get(1).isNull()).isTrue();
  }

  @Test
  void whatPlotlyIsToldReadsBackAsTheSameChart() {
    assertThat(PlotlyChart.read(PlotlyJson.of(points))).contains(points);
    assertThat(PlotlyChart.read(PlotlyJson.of(lines))).contains(lines);
    assertThat(PlotlyChart.read(PlotlyJson.of(bars))).contains(bars);
    assertThat(PlotlyChart.read(PlotlyJson.of(heat))).contains(heat);
  }

  @Test
  void aFigureOfAnotherKindIsNoChart() {
    PieTrace pie =
        PieTrace.builder(StringColumn.create("k", "a", "b"), DoubleColumn.create("v", 1, 2))
            .build();

    assertThat(PlotlyChart.read(PlotlyJson.of(new Figure(pie)))).isEqualTo(Optional.empty());
  }

  @Test
  void thePngShowsEverySeriesInItsColour(@TempDir Path dir) throws Exception {
    points.write(dir.resolve("points.png"));

    BufferedImage image = ImageIO.read(dir.resolve("points.png").toFile());
    assertThat(image.getWidth()).isEqualTo(Chart.WIDTH);
    assertThat(count(image, Palette.awt(0).getRGB())).isGreaterThan(80);
    assertThat(count(image, Palette.awt(1).getRGB())).isGreaterThan(40);
    assertThat(count(image, Palette.awt(2).getRGB())).isZero();
  }

  @Test
  void aDashedLineHasTheColourOfTheLineBeforeIt() {
    JsonNode data = PlotlyJson.of(lines).get("data");

    assertThat(data.findValuesAsText("dash")).contains("dash", "dot");
    assertThat(data.at("/1/line/color")).isEqualTo(data.at("/0/line/color"));
    assertThat(data.at("/2/line/color")).isNotEqualTo(data.at("/0/line/color"));
    assertThat(count(lines.image(), Palette.awt(0).getRGB())).isGreaterThan(200);
    assertThat(count(lines.image(), Palette.awt(2).getRGB())).isZero();
  }

  @Test
  void thePageNeedsNoNetwork(@TempDir Path dir) throws Exception {
    bars.write(dir.resolve("bars.html"));

    String page = Files.readString(dir.resolve("bars.html"));
    assertThat(page).contains("Plotly.newPlot").doesNotContain("cdn.").doesNotContain("src=\"http");
    // What is not ours cannot end the script that it stands in.
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void anotherFileTypeIsRefused(@TempDir Path dir) {
    assertThatThrownBy(() -> bars.write(dir.resolve("bars.gif")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(".png, .html");
  }

  @Test
  void theTextNamesAxesSeriesAndValues() {
    assertThat(bars.text()).contains("baseline").contains("5.44").contains("█").contains("–");
    assertThat(points.text()).contains("size, MB", "loss", "● a", "▲ c");
  }

  @Test
  void nothingToShowIsSaid() {
    Chart empty = new Chart.Points("Loss", "x", "y", List.of());

    assertThat(empty.text()).contains("nothing to show");
    assertThat(empty.image().getWidth()).isEqualTo(Chart.WIDTH);
  }

  @Test
  void equalPointsStillHaveAPlace() {
    Chart.PointSeries one = new Chart.PointSeries("one", List.of(new Chart.Point(0, 0, "")));
    Chart chart = new Chart.Points("One", "x", "y", List.of(one));

    assertThat(chart.text()).contains("●");
    assertThat(count(chart.image(), Palette.awt(0).getRGB())).isPositive();
  }

  @Test
  void labelsPointAwayFromTheNearestMark() {
    Chart crowd =
        new Chart.Points(
            "Crowd",
            "x",
            "y",
            List.of(
                new Chart.PointSeries(
                    "all",
                    List.of(
                        new Chart.Point(0.049, 0.0767, "low"),
                        new Chart.Point(0.075, 0.0769, "high"),
                        new Chart.Point(0.45, 0.0684, "far")))));

    assertThat(PlotlyJson.of(crowd).at("/data/0/textposition"))
        .extracting(JsonNode::asText)
        .containsExactly("bottom center", "top center", "bottom center");
  }

  private static long count(BufferedImage image, int rgb) {
    long n = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        n += image.getRGB(x, y) == rgb ? 1 : 0;
      }
    }
    return n;
  }

  @Test
  void cellsOfAHeatMapHaveTheirNumbersAndShades() {
    assertThat(heat.text()).contains("90 %").contains("█ 0.200").contains("  0.100").contains("–");
    assertThat(PlotlyJson.of(heat).at("/data/0/z/1/1").isNull()).isTrue();
    assertThat(PlotlyJson.of(heat).at("/data/0/zmax").asDouble()).isEqualTo(0.2);
    BufferedImage image = heat.image();
    int[] colours =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertThat(colours).contains(0xffd55e00);
  }

  private static Chart.PointSeries series(String name, Chart.Look look, double loss) {
    return new Chart.PointSeries(
        name, look, List.of(new Chart.Point(1, loss, name), new Chart.Point(2, loss / 2, "")));
  }
}
