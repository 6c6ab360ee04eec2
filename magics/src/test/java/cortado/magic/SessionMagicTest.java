package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.display.Renderer;
import cortado.workspace.Change;
import cortado.workspace.Listing;
import cortado.workspace.Swept;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code %session} and {@code %undo}, as a user sees them. */
final class SessionMagicTest {
  @TempDir Path folder;
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(folder.resolve("ws"));
    magics = new Magics(session);
    run("%model unet --filters 2,4 --size 16 --as tiny");
    run("%prune 0.5 --epochs 0");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Object run(String line) {
    return magics.run(line, new RecordingConsole());
  }

  private String text(Object value) {
    return new Renderer().render(value).plain();
  }

  private List<String> names() {
    return session.get().variants().stream().map(Variant::name).toList();
  }

  private List<String> offered(String line) {
    return magics.complete(line, line.length()).candidates().stream()
        .map(Completion::text)
        .toList();
  }

  @Test
  void theListTellsNamesSizesAndWhatWasDropped() {
    run("%session rename sparse50 half");
    run("%session drop half");
    Listing list = (Listing) run("%session");
    assertThat(text(list))
        .contains("Session in " + folder.resolve("ws"))
        .containsPattern("tiny +\\d\\.\\d kB, model unet --filters 2,4")
        .contains("half (dropped)")
        .contains("%session restore NAME");
  }

  @Test
  void whatIsDroppedComesBackUntilItIsDeleted() {
    assertThat(text(run("%session drop sparse50"))).contains("Dropped: sparse50", "%undo");
    assertThat(text(run("%undo"))).contains("Back: sparse50");
    run("%undo");
    assertThat(names()).containsExactly("tiny");
    assertThat(text(run("%session restore sparse50"))).contains("Back: sparse50");
    run("%session drop tiny --with-children");
    assertThat(names()).isEmpty();
    Swept swept = (Swept) run("%session gc");
    assertThat(text(swept)).contains("Deleted for good", "variant sparse50", "variant tiny");
    assertThat(text(run("%session gc"))).contains("nothing to delete");
    assertThatThrownBy(() -> run("%undo")).hasMessageContaining("nothing to take back");
  }

  @Test
  void anotherFolderIsAnotherSession() {
    Path other = folder.resolve("other");
    run("%session switch '" + other + "'");
    assertThat(names()).isEmpty();
    assertThat(text(run("%session"))).contains("There is no model yet. Next: %load FILE");
    run("%session switch '" + folder.resolve("ws") + "' --read-only");
    assertThat(names()).containsExactly("tiny", "sparse50");
    assertThatThrownBy(() -> run("%undo")).hasMessageContaining("reading only");
    assertThat(text(run("%session check"))).contains("All is as it was written");
  }

  @Test
  void aSessionTravelsInOneFile() {
    Path archive = folder.resolve("study.zip");
    assertThat(text(run("%session export '" + archive + "'")))
        .contains("study.zip", "variants", "%session import study.zip FOLDER");
    run("%session drop sparse50");
    Path copy = folder.resolve("copy");
    assertThat(text(run("%session import '" + archive + "' '" + copy + "'")))
        .contains("Session in " + copy);
    assertThat(names()).containsExactly("tiny", "sparse50");
    assertThat(text(run("%history sparse50"))).contains("prune 0.5");
    assertThatThrownBy(() -> run("%session import '" + archive + "' '" + copy + "'"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not there, or empty");
    assertThat(names()).containsExactly("tiny", "sparse50");
  }

  @Test
  void wrongLinesSayWhatIsRight() {
    assertThatThrownBy(() -> run("%session remove tiny"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("list, check, rename, drop, restore, gc, switch, export, import");
    assertThatThrownBy(() -> run("%session rename tiny"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("%session rename VARIANT NEW-NAME");
    assertThatThrownBy(() -> run("%session gc --with-children"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("%session drop");
    assertThatThrownBy(() -> run("%session drop tiny"))
        .hasMessageContaining("%session drop tiny --with-children");
    assertThat(names()).containsExactly("tiny", "sparse50");
  }

  @Test
  void completionKnowsActionsAndWhatTheyTake() {
    assertThat(offered("%session "))
        .contains("list", "rename", "drop", "gc")
        .doesNotContain("tiny");
    assertThat(offered("%session re")).containsExactly("rename", "restore");
    assertThat(offered("%session drop ")).containsExactly("tiny", "sparse50");
    assertThat(offered("%session gc ")).isEmpty();
    assertThat(run("%session drop sparse50")).isInstanceOf(Change.Dropped.class);
    assertThat(offered("%session restore ")).containsExactly("sparse50");
  }

  @Test
  void aFreshSessionTellsThatItDeletedTheLastOne() {
    assertThat((String) run("%fresh start")).doesNotContain("deleted");
    run("%model unet --filters 2 --size 16");
    assertThat((String) run("%fresh start")).contains("what an earlier run left there", "deleted");
    assertThat(names()).isEmpty();
  }
}
