package cortado.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.ops.ModelSummary;
import cortado.report.Card;
import cortado.report.Chart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;

final class RendererTest {
  private final Renderer renderer = new Renderer();

  @Test
  void aTableIsAlignedTextAndEscapedHtml() {
    Table table =
        Table.create(
            StringColumn.create("variant", "base<script>", "int8"),
            StringColumn.create("size", "2.15 MB", "12.15 MB"),
            DoubleColumn.create("loss", new Double[] {0.1008, null}));

    MimeBundle bundle = renderer.render(table);

    assertThat(bundle.plain())
        .isEqualTo(
            """
            variant           size    loss
            ──────────────────────────────
            base<script>   2.15 MB  0.1008
            int8          12.15 MB""");
    assertThat(html(bundle))
        .contains(
            "<td style=\"text-align:left;min-width:7em\">base&lt;script&gt;</td><td class=\"n\">2.15&nbsp;MB</td>")
        .contains("<th class=\"n\">loss</th>")
        .doesNotContain("<script>");
  }

  @Test
  void numbersWithAUnitStandOnTheRightSentencesThatBeginWithANumberOnTheLeft() {
    Table table =
        Table.create(
            StringColumn.create("claim", "2x smaller, as they say"),
            StringColumn.create("made", "2026-11-27 08:30:00Z"),
            StringColumn.create("a second", "1.9 billion"));

    assertThat(html(renderer.render(table)))
        .contains("<th style=\"text-align:left\">claim</th>")
        .contains("<th style=\"text-align:left\">made</th>")
        .contains("<td class=\"n\">1.9&nbsp;billion</td>");
  }

  @Test
  void sentencesWrapInTablesOfFewColumnsOnly() {
    var sentence = StringColumn.create("here", "raw 4.2x smaller, gzip 11.7x smaller, ".repeat(2));
    Table few = Table.create(StringColumn.create("claim", "disk"), sentence);
    Table many = Table.create(few.columns());
    for (int i = 0; i < 5; i++) {
      many.addColumns(StringColumn.create("column " + i, "x"));
    }

    assertThat(html(renderer.render(few)))
        .contains("<td style=\"text-align:left\">disk</td>")
        .contains("<td class=\"w\" style=\"text-align:left;min-width:20em\">raw");
    assertThat(html(renderer.render(many)))
        .doesNotContain("class=\"w\"")
        .contains("min-width:36em");
  }

  record Reading(String place, double value, java.util.OptionalLong count) {}

  @Test
  void recordsOfOneTypeAreATable() {
    var readings =
        List.of(
            new Reading("<script>", 0.5, java.util.OptionalLong.of(3)),
            new Reading("here", 12.25, java.util.OptionalLong.empty()));

    assertThat(renderer.text(readings, 80))
        .isEqualTo(
            """
            place     value  count
            ──────────────────────
            <script>    0.5  3
            here      12.25  empty""");
    assertThat(html(renderer.render(readings)))
        .contains("&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void aTypeOfTheUsersIsShownAsItsViewSays() {
    renderer.showAs(Reading.class, r -> MimeBundle.html("<b>" + r.value() + "</b> there"));
    Reading reading = new Reading("here", 0.5, java.util.OptionalLong.empty());

    assertThat(html(renderer.render(reading))).isEqualTo("<b>0.5</b> there");
    assertThat(renderer.text(java.util.Optional.of(reading), 80)).isEqualTo("0.5 there");

    renderer.showAs(Reading.class, r -> new int[] {1, 2});
    assertThat(renderer.text(reading)).isEqualTo("[1, 2]");
  }

  @Test
  void aTerminalShowsPicturesInItsOwnWay() {
    var image = new java.awt.image.BufferedImage(300, 100, 1);

    assertThat(Pictures.of("xterm-kitty", java.util.Map.of()).draw(image, 80))
        .startsWith("\033_Ga=T,f=100,c=79,m=")
        .endsWith("\033\\\n");
    assertThat(Pictures.of("xterm", java.util.Map.of("TERM_PROGRAM", "iTerm.app")).draw(image, 80))
        .startsWith("\033]1337;File=inline=1;width=79:iVBOR");
    image.setRGB(0, 1, 0xFF0000);
    assertThat(Pictures.SIXEL.draw(image, 80))
        .startsWith("\033Pq\"1;1;300;100#16;2;0;0;0|!299~$#196;2;100;0;0A!299?-#16;2;0;0;0!300~-")
        .endsWith("!300N-\033\\\n"); // the last band has four rows
    image.setRGB(0, 1, 0);
    assertThat(Pictures.of("xterm", java.util.Map.of("COLORTERM", "truecolor")).draw(image, 80))
        .startsWith("\033[38;2;0;0;0;48;2;0;0;0m▀")
        .hasLineCount(13);
    assertThat(Pictures.of("tmux-256color", java.util.Map.of("TERM_PROGRAM", "iTerm.app")))
        .isEqualTo(Pictures.BLOCKS);
    assertThat(Pictures.of("vt100", java.util.Map.of()).draw(image, 80)).isEmpty();
    assertThat(Pictures.BLOCKS.draw("text", 80)).isEmpty();
  }

  @Test
  void aTableWiderThanTheTerminalStandsInParts() {
    Table table =
        Table.create(
            StringColumn.create("variant", "int8"),
            StringColumn.create("a", "1234567890"),
            StringColumn.create("b", "1234567890"));

    assertThat(renderer.text(table, 20))
        .isEqualTo(
            """
            variant           a
            ───────────────────
            int8     1234567890

            variant           b
            ───────────────────
            int8     1234567890""");
  }

  @Test
  void aLongTableSaysHowMuchIsLeft() {
    Table table = Table.create(DoubleColumn.create("x", Collections.nCopies(1500, 1.0)));

    assertThat(renderer.text(table)).endsWith("… 500 more rows");
  }

  @Test
  void aChartIsOneBundleOfFourForms() throws Exception {
    MimeBundle bundle = renderer.render(chart());

    assertThat(bundle.data().keySet())
        .containsExactly(MimeBundle.TEXT, MimeBundle.PLOTLY, MimeBundle.HTML, MimeBundle.PNG);
    JsonNode json = new ObjectMapper().valueToTree(bundle.data().get(MimeBundle.PLOTLY));
    assertThat(json.at("/data/0/x/0").asDouble()).isEqualTo(1);
    byte[] png = Base64.getDecoder().decode((String) bundle.data().get(MimeBundle.PNG));
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(Chart.WIDTH);
  }

  @Test
  void plotlyComesWithTheFirstFigureOnly() {
    String first = html(renderer.render(chart()));
    String second = html(renderer.render(chart()));
    String afterRestart = html(new Renderer().render(chart()));

    assertThat(first.length()).isBetween(1_300_000, 1_500_000);
    assertThat(second.length()).isLessThan(60_000);
    assertThat(second).contains("<img ").contains("window.Plotly");
    assertThat(afterRestart).isEqualTo(first);
  }

  @Test
  void aFigureOfTheUserHasAnImageToo() {
    Figure figure =
        new Figure(ScatterTrace.builder(new double[] {1, 2, 3}, new double[] {3, 1, 2}).build());

    assertThat(renderer.render(figure).data()).containsKeys(MimeBundle.PLOTLY, MimeBundle.PNG);
  }

  @Test
  void anImageIsAPng() {
    MimeBundle bundle = renderer.render(new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY));

    assertThat(bundle.plain()).isEqualTo("image of 3 x 2 pixels");
    assertThat(bundle.data()).containsKey(MimeBundle.PNG);
  }

  @Test
  void aCardIsEscaped() {
    Card card = Card.titled("Loaded").row("file", "<b>.h5").row("layers", 3).note("Next: %measure");

    assertThat(renderer.text(card))
        .isEqualTo("Loaded\n  file    <b>.h5\n  layers  3\n  Next: %measure");
    assertThat(html(renderer.render(card))).contains("<dd>&lt;b&gt;.h5</dd>");
  }

  @Test
  void aModelShowsItsLayersAndTotals() {
    ModelSummary summary =
        ModelSummary.of(Initializer.initialize(UNet.of(32, 1, List.of(4, 8)), 7));

    assertThat(renderer.text(summary)).contains("Conv2D").contains("multiply-adds for one sample");
    assertThat(html(renderer.render(summary)))
        .contains("<td style=\"text-align:left\">Conv2D</td>");
  }

  @Test
  void plainValuesAreTheirTextAndLongOnesAreCut() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);

    assertThat(renderer.text("a\nb")).isEqualTo("a\nb");
    assertThat(renderer.text(new double[][] {{1, 2}, {3}})).isEqualTo("[[1.0, 2.0], [3.0]]");
    assertThat(renderer.text(new float[1000])).endsWith("0.0, … 900 more]");
    assertThat(renderer.text(Map.of("a", new int[] {1}))).isEqualTo("{a=[1]}");
    assertThat(renderer.text(Optional.of(List.of(1)))).isEqualTo("[1]");
    assertThat(renderer.text(Optional.empty())).isEqualTo("empty");
    assertThat(renderer.text(itself)).isEqualTo("[[[[…]]]]");
  }

  @Test
  void usersShowTheirOwnTypesInTheirOwnWay() {
    renderer.register(Number.class, n -> MimeBundle.text("<" + n + ">"));
    renderer.register(
        Integer.class, n -> new MimeBundle(Map.of(MimeBundle.HTML, "<i>" + n + "</i>")));

    assertThat(renderer.text(1.5)).isEqualTo("<1.5>");
    assertThat(renderer.render(3).data())
        .containsEntry(MimeBundle.HTML, "<i>3</i>")
        .containsEntry(MimeBundle.TEXT, "3");
  }

  private static Chart chart() {
    Chart.PointSeries s = new Chart.PointSeries("s", List.of(new Chart.Point(1, 2, "p")));
    return new Chart.Points("Loss", "x", "y", List.of(s));
  }

  private static String html(MimeBundle bundle) {
    return (String) bundle.data().get(MimeBundle.HTML);
  }
}
