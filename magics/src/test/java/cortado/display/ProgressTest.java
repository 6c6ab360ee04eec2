package cortado.display;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.magic.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long clock;

  @Test
  void aTerminalSeesOneLineThatIsWrittenOver() {
    try (Console.ProgressBar bar = TextProgress.open("training", out, () -> 70, () -> clock)) {
      bar.update(0, "");
      clock += TimeUnit.SECONDS.toNanos(10);
      bar.update(0.25, "epoch 1/4");
      bar.update(0.26, "too soon to be seen");
    }

    String[] states = printed().split("\r", -1);
    assertThat(states).hasSize(4);
    assertThat(states[2]).startsWith("training ██████░").contains("25 % · epoch 1/4 · 30 s left");
    assertThat(states[3]).contains("26 %").contains("10 s").endsWith("\n");
    assertThat(printed().chars().filter(c -> c == '\n').count()).isEqualTo(1);
  }

  @Test
  void aLineNeverWraps() {
    try (Console.ProgressBar bar = TextProgress.open("training", out, () -> 20, () -> clock)) {
      bar.update(0.5, "much detail that has no room");
    }

    assertThat(printed().split("\r", -1)[1].replace("\033[K", "")).hasSizeLessThan(20);
  }

  @Test
  void aPipeSeesALineNowAndThenAndTheLastState() {
    try (Console.ProgressBar bar = TextProgress.open("measuring", out, () -> 0, () -> clock)) {
      for (int i = 0; i <= 100; i++) {
        clock += TimeUnit.MILLISECONDS.toNanos(100);
        bar.update(i / 100.0, "run " + i);
      }
    }

    assertThat(printed().lines())
        .containsExactly(
            "measuring 0 % · run 0",
            "measuring 50 % · run 50 · 5 s left",
            "measuring 100 % · run 100 · 0 s left",
            "measuring 100 % · run 100 · 10 s");
  }

  @Test
  void aNotebookReplacesEscapedStates() {
    List<MimeBundle> shown = new ArrayList<>();
    try (Console.ProgressBar bar = new NotebookProgress("a<b", shown::add, () -> clock)) {
      bar.update(0.123, "<x>");
      bar.update(0.2, "skipped");
    }

    assertThat(shown).hasSize(2);
    assertThat((String) shown.get(0).data().get(MimeBundle.HTML))
        .contains("a&lt;b")
        .contains("&lt;x&gt;")
        .contains("width:12.3%");
    assertThat(shown.get(1).plain()).contains("20 %");
  }

  @Test
  void theConsolePrintsValuesAsText() {
    ConsoleText.pipe(out, new Renderer()).show(List.of(1, 2));

    assertThat(printed()).isEqualTo("[1, 2]\n");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
