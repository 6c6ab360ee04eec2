package cortado.shell;

import cortado.UserError;
import cortado.magic.Magic;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows environment variables. */
@Command(
    name = "env",
    description = "Shows an environment variable, or all of them.",
    footer = {"", "%%env", "%%env HOME"})
final class EnvMagic implements Magic {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "All if not given.")
  private String name;

  @Override
  public Object call() {
    if (name == null) {
      return new TreeMap<>(System.getenv())
          .entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("\n"));
    }
    if (name.contains("=")) {
      throw UserError.because("A JVM cannot change its own environment")
          .received(name)
          .allowed("%env NAME, to read")
          .next("Set it where Java starts: \"env\" in kernel.json, or before ./cortado repl.");
    }
    String value = System.getenv(name);
    if (value == null) {
      throw UserError.because("There is no such environment variable")
          .received(name)
          .next("%env lists them.");
    }
    return value;
  }
}
