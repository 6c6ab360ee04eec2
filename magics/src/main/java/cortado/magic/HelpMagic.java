package cortado.magic;

import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "help", description = "Explains a magic, or lists them all.")
final class HelpMagic implements Magic {
  private final MagicContext context;

  @Parameters(arity = "0..1", paramLabel = "MAGIC", description = "The magic to explain.")
  private String name;

  HelpMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    Magics magics = context.magics();
    if (name != null) {
      return magics.help(name.replaceFirst("^%", ""));
    }
    return magics.ordered().stream()
        .map(n -> String.format("%%%-12s %s", n, magics.summary(n)))
        .collect(
            Collectors.joining("\n", "", "\n\n%help MAGIC explains one. Everything else is Java."));
  }
}
