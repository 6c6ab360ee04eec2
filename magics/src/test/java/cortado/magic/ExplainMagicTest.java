package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.display.MimeBundle;
import cortado.display.Renderer;
import cortado.report.Chart;
import cortado.report.ExplanationReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of %explain reads. */
final class ExplainMagicTest {
  @TempDir Path folder;
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(folder.resolve("workspace"));
    magics = new Magics(session);
    run("%model unet --filters 4,8 --size 32 --as tiny");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Object run(String line) {
    return magics.run(line, new RecordingConsole());
  }

  @Test
  void sentencesComeFirstAndTheFigureIsWritten() {
    run("%quantize float16 --as half");
    Path figure = folder.resolve("operators.png");
    ExplanationReport report =
        (ExplanationReport) run("%explain half --runs 3 --out '" + figure + "'");
    assertThat(report.sentences().get(0))
        .startsWith("RAM is not saved at run time")
        .endsWith("Try: %quantize int8 --from tiny");
    assertThat(report.operators().column("operator").asList().toString()).contains("CONV_2D");
    assertThat(Files.exists(figure)).isTrue();

    MimeBundle shown = new Renderer().render(report);
    assertThat(shown.plain())
        .contains(" 1. RAM is not saved", "→ %quantize int8 --from tiny", "CPU", "CONV_2D");
    String html = (String) shown.data().get(MimeBundle.HTML);
    assertThat(html)
        .contains("<ol><li>RAM is not saved", "<code>%quantize int8 --from tiny</code>");
    assertThat(new Renderer().text(report)).isEqualTo(shown.plain());
  }

  @Test
  void theErrorOfEachLayerStandsBelowAndCanBePlotted() {
    run("%data cells --train 8 --test 4 --size 32");
    run("%quantize int8 --as small");
    run("%quantize float16 --from tiny --as half");
    ExplanationReport report = (ExplanationReport) run("%explain small --runs 3");
    assertThat(report.errors().get().table().stringColumn("SQNR").asList())
        .allMatch(s -> s.matches("[\\d.]+ dB|exact"));
    MimeBundle shown = new Renderer().render(report);
    assertThat(shown.plain())
        .contains("small beside tiny, layer by layer (4 test samples)", "largest error", "cosine");
    assertThat((String) shown.data().get(MimeBundle.HTML))
        .contains(
            "small beside tiny, layer by layer", "Signal to quantization noise in the layers");

    Chart.Bars both = (Chart.Bars) run("%plot error small half");
    assertThat(both.y()).contains("SQNR, dB");
    assertThat(both.series()).extracting(Chart.BarSeries::name).containsExactly("small", "half");
    int last = both.categories().size() - 1;
    assertThat(both.categories().get(last)).isEqualTo("mask");
    assertThat(both.series().get(1).values().get(last))
        .isGreaterThan(both.series().get(0).values().get(last));
    assertThat(((Chart.Bars) run("%plot error")).series())
        .extracting(Chart.BarSeries::name)
        .containsExactly("half");
    fails("%plot error tiny", "tiny is not quantized");
  }

  @Test
  void twoVariantsStandSideBySideLayerByLayer() {
    run("%quantize float16 --as half");
    ExplanationReport report = (ExplanationReport) run("%explain tiny half --runs 3");
    assertThat(report.sentences().get(0)).matches("(tiny|half) (takes|and) .*");
    assertThat(report.comparison().get().table().columnNames())
        .containsExactly("layer", "tiny", "half", "difference", "ratio", "operators");
    MimeBundle shown = new Renderer().render(report);
    assertThat(shown.plain()).contains("tiny beside half, layer by layer");
    assertThat((String) shown.data().get(MimeBundle.HTML))
        .contains("tiny beside half, layer by layer");
    assertThat(report.errors()).isEmpty();
  }

  @Test
  void errorsSayWhatToDo() {
    fails("%explain nobody", "nobody");
    fails("%explain --threads 0", "--threads is out of range");
    fails("%explain --runs 0", "--runs is out of range");
    fails("%explain a b c", "takes a variant and one to compare it with");
    fails("%explain tiny --tensorflow", "No layer of tiny is int8");
    assertThat(magics.help("explain")).contains("--no-xnnpack", "%explain unet-int8");
    assertThat(magics.complete("%explain ti", 11).candidates())
        .extracting(Completion::text)
        .contains("tiny");
  }

  private void fails(String line, String says) {
    assertThatThrownBy(() -> run(line)).isInstanceOf(UserError.class).hasMessageContaining(says);
  }
}
