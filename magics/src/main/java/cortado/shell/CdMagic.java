package cortado.shell;

import cortado.UserError;
import cortado.magic.Magic;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the folder that paths begin in. */
@Command(
    name = "cd",
    description = "Shows the folder that relative paths begin in. A JVM cannot leave it.",
    footer = {"", "%%cd"})
final class CdMagic implements Magic {
  @Parameters(arity = "0..1", paramLabel = "FOLDER", hidden = true)
  private Path folder;

  @Override
  public Object call() {
    Path here = Path.of("").toAbsolutePath();
    if (folder != null && !folder.toAbsolutePath().normalize().equals(here)) {
      throw UserError.because("A JVM cannot change the folder that it was started in")
          .received(folder)
          .allowed("paths from " + here + ", and absolute ones")
          .next("Start the kernel or ./cortado repl in that folder.");
    }
    return here;
  }
}
