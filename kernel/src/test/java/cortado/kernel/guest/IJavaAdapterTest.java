package cortado.kernel.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cortado.testing.Fixtures;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library under IJava; IJava itself is in no repository. */
final class IJavaAdapterTest {
  @TempDir Path folder;

  private static final class Kernel extends BaseKernel {
    private final List<String> ran = new ArrayList<>();
    private final List<DisplayData> shown = new ArrayList<>();

    @Override
    public DisplayData eval(String code) {
      ran.add(code);
      return null;
    }

    @Override
    public void display(DisplayData data) {
      shown.add(data);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return new LanguageInfo.Builder("Java").build();
    }
  }

  private final Kernel kernel = new Kernel();
  private final Magics magics = new Magics();

  @Test
  void magicsShowTheirValuesAndErrorsHaveNoFrames() throws Exception {
    IJavaAdapter.install(kernel, magics);

    Object value = magics.applyLineMagic("lsmagic", List.of());
    Throwable refused = catchThrowable(() -> magics.applyLineMagic("help", List.of("nothing")));

    assertThat(value).isNotNull();
    assertThat(kernel.shown).hasSize(1);
    assertThat(kernel.shown.get(0).getData(MIMEType.TEXT_PLAIN).toString()).contains("%prune");
    assertThat(refused)
        .isInstanceOf(MagicError.class)
        .hasMessageContaining("There is no magic %nothing")
        .hasMessageContaining("Next: %help");
    assertThat(refused.getStackTrace()).isEmpty();
    assertThat(kernel.getRenderer().render(new int[] {1, 2}).getData(MIMEType.TEXT_PLAIN))
        .isEqualTo("[1, 2]");
  }

  @Test
  void filesOfJavaAreRunWithoutTheirPackage() throws Exception {
    IJavaAdapter.install(kernel, magics);
    Path file = Files.writeString(folder.resolve("my file.java"), "package a.b;\nint x = 1;");

    magics.applyLineMagic("run", List.of(file.toString()));
    Throwable refused = catchThrowable(() -> magics.applyLineMagic("run", List.of("no.java")));

    assertThat(kernel.ran).containsExactly("\nint x = 1;");
    assertThat(refused).hasMessageContaining("The file cannot be read. Received: no.java");
  }

  @Test
  void theStartupScriptImportsWhatCellsOfJJavaSee() throws IOException {
    String script = Files.readString(Fixtures.projectRoot().resolve("scripts/ijava.jsh"));
    assertThat(script).isEqualTo(Guest.IMPORTS + IJavaAdapter.class.getName() + ".install();\n");
  }
}
