package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.UserError;
import cortado.shell.Shell;
import cortado.testing.Document;
import cortado.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The pages of the documentation name magics and options that exist. */
final class DocumentedMagicsTest {
  /** A page writes what a reader fills in as a capital letter. */
  private static final String NUMBER = "(?<=\\s)N\\b";

  private static final String ELLIPSIS = "…";

  private static Magics magics;
  private static Shell shell;

  @BeforeAll
  static void start() {
    magics = new Magics(new LazySession(Path.of("never-opened")));
    shell = Shell.builder(magics).build(); // knows some of its own
  }

  @AfterAll
  static void stop() {
    shell.close();
  }

  @Test
  void everyMagicLineOfTheDocumentsCanBeRead() throws IOException {
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (Document page : Document.all()) {
      for (String line : page.magics()) {
        lines++;
        complaint(line.replaceAll(NUMBER, "1"))
            .ifPresent(c -> wrong.add(page.name() + ": " + line + "\n    " + c));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(lines).isGreaterThan(100);
  }

  private static Optional<String> complaint(String line) {
    try {
      // A name and a question mark ask what it is.
      MagicLine call = MagicLine.parse(line.replaceFirst("\\?$", ""));
      CommandLine command = magics.command(call.name());
      if (call.arguments().isEmpty() || line.contains(ELLIPSIS)) {
        return Optional.empty(); // names the magic only
      }
      command.parseArgs(call.arguments().toArray(String[]::new));
      return Optional.empty();
    } catch (UserError | CommandLine.ParameterException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void theReferenceIsWhatTheMagicsSayThemselves() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# All magics\n\nA test writes this page from the magics themselves: ");
    page.append("it is what `%help MAGIC` shows. ");
    page.append(
        "Words in capitals are to be filled in; what stands in brackets may be left out.\n\n");
    page.append("| magic | |\n|---|---|\n");
    for (String name : magics.ordered()) {
      page.append("| [`%").append(name).append("`](#").append(name).append(") | ");
      page.append(magics.summary(name).replace("|", "\\|").replace("%%", "%")).append(" |\n");
    }
    for (String name : magics.ordered()) {
      page.append("\n## ").append(name).append("\n\n```text\n");
      page.append(magics.help(name)).append("\n```\n");
    }
    Golden.check("docs/magics.md", page.toString());
  }
}
