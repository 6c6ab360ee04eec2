package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.report.Card;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workspaces as they are opened by magics. */
final class LazySessionTest {
  private static final String MODEL = "%model unet --filters 2,4 --size 16 --as tiny";

  @TempDir Path folder;
  private final RecordingConsole console = new RecordingConsole();

  private Object run(LazySession session, String line) {
    return new Magics(session).run(line, console);
  }

  @Test
  void whoComesSecondMayLook() {
    try (LazySession first = new LazySession(folder.resolve("ws"));
        LazySession second = LazySession.readOnly(folder.resolve("ws"))) {
      run(first, MODEL);
      assertThat(run(second, "%summary tiny")).isNotNull();
      assertThatThrownBy(() -> run(second, MODEL.replace("tiny", "other")))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("open for reading only");
      assertThat(first.get().variants()).extracting(Variant::name).containsExactly("tiny");
    }
  }

  @Test
  void theFirstMagicTellsWhatWasRepaired() throws Exception {
    try (LazySession session = new LazySession(folder.resolve("ws"))) {
      run(session, MODEL);
    }
    Files.writeString(folder.resolve("ws/store/new-1.safetensors"), "half");
    try (LazySession session = new LazySession(folder.resolve("ws"))) {
      run(session, "%history");
      run(session, "%history");
    }
    assertThat(console.shown)
        .singleElement()
        .extracting(card -> ((Card) card).text())
        .asString()
        .contains("The workspace was not left as it should be")
        .contains("Deleted what was half-written: new-1.safetensors.");
  }

  @Test
  void aSessionThatCannotMoveStaysWhereItIs() throws Exception {
    Files.createDirectory(folder.resolve("thesis"));
    Files.writeString(folder.resolve("thesis/thesis.tex"), "x");
    try (LazySession session = new LazySession(folder.resolve("ws"))) {
      run(session, MODEL);
      assertThatThrownBy(() -> session.move(folder.resolve("thesis"), false, f -> {}))
          .isInstanceOf(UserError.class);
      assertThat(session.get().variants()).hasSize(1);
      session.move(folder.resolve("ws"), true, f -> {});
      assertThatThrownBy(() -> run(session, MODEL)).hasMessageContaining("reading only");
      session.move(folder.resolve("other"), false, f -> {});
      assertThat(session.get().variants()).isEmpty();
    }
  }
}
