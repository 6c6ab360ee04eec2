package cortado.shell;

import cortado.magic.Magic;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds jars to the class path of cells. */
@Command(
    name = "jars",
    description = "Adds jars to the class path of cells.",
    footer = {"", "%%jars lib/opencsv-5.9.jar", "%%jars \"lib/*.jar\""})
final class JarsMagic implements Magic {
  private final Shell shell;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Jars; * stands for any name.")
  private List<String> files;

  JarsMagic(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Object call() {
    return shell.addToClassPath(ClassPathEntries.of(files, ".jar"));
  }
}
