package cortado.magic;

import cortado.UserError;
import cortado.fuzz.Bounds;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Lines of magics: taken apart, their options parsed, and completed. */
public final class MagicTarget {
  private static final Magics MAGICS =
      new Magics(
          () -> {
            throw UserError.because("There is no session");
          });

  private MagicTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String line = new String(input, StandardCharsets.UTF_8);
    Bounds.check(input.length, () -> parse(line));
    Bounds.check(input.length, () -> MAGICS.complete(line, line.length()));
  }

  private static void parse(String line) {
    MagicLine call = MagicLine.parse(line);
    if (MAGICS.knows(call.name())) {
      CommandLine command = MAGICS.command(call.name());
      try {
        command.parseArgs(call.arguments().toArray(String[]::new));
      } catch (CommandLine.ParameterException e) {
        // What Invocation makes a user's error of.
      }
    }
  }
}
