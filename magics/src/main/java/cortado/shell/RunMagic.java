package cortado.shell;

import cortado.UserError;
import cortado.magic.Magic;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a file as if its text stood in a cell. */
@Command(
    name = "run",
    description =
        "Runs a file of Java and magics in this session, as if its text stood here: classes, methods"
            + " and variables of it stay. A package line is passed over.",
    footer = {"", "%%run helpers.java", "%%run prepare.cortado"})
final class RunMagic implements Magic {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "Text in UTF-8.")
  private Path file;

  RunMagic(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Object call() {
    if (!Files.isRegularFile(file)) {
      throw UserError.because("There is no such file")
          .received(file)
          .next("Paths begin in " + Path.of("").toAbsolutePath());
    }
    try {
      return shell.runParts(Files.readString(file).replaceFirst("(?m)^\\s*package [\\w.]+;", ""));
    } catch (CharacterCodingException e) {
      throw UserError.because("The file is not text in UTF-8", e).received(file);
    } catch (IOException e) {
      throw UserError.because("The file cannot be read (" + e + ")", e).received(file);
    }
  }
}
