package cortado.magic;

import cortado.UserError;
import picocli.CommandLine;

/** Parses the arguments of a magic and calls it, with errors that say what to do. */
final class Invocation {
  private Invocation() {}

  static Object run(CommandLine command, MagicLine line) {
    try {
      command.parseArgs(line.arguments().toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw explain(e, line.name());
    }
    try {
      return ((Magic) command.getCommand()).call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("%" + line.name() + " failed", e);
    }
  }

  private static UserError explain(CommandLine.ParameterException e, String name) {
    String what = e.getMessage().replaceAll("\\s+", " ").replaceAll("\\.+$", "");
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String allowed = String.join(", ", e.getCommandLine().getCommandSpec().optionsMap().keySet());
      return UserError.because("%" + name + " has no such option or argument")
          .received(String.join(" ", unmatched.getUnmatched()))
          .allowed(allowed.isEmpty() ? "no options" : allowed)
          .next("%help " + name);
    }
    if (e.getCause() instanceof UserError cause) {
      return cause;
    }
    return UserError.because("%" + name + ": " + what).next("%help " + name);
  }
}
