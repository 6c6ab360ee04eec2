package cortado.shell;

import cortado.UserError;
import cortado.magic.Magic;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The help of {@code %time}; the shell runs it itself, as what it times may be Java. */
@Command(
    name = "time",
    description =
        "Tells how long a line of Java or a magic takes; at the head of a cell, with two signs, a cell.",
    footer = {"", "%%time model.summary()", "%%time %%measure --all", "%%%%time"})
final class TimeMagic implements Magic {
  private static final Pattern LINE =
      Pattern.compile("\\s*%time\\s+(?!--help)(?<code>\\S.*)", Pattern.DOTALL);
  private static final double NANOS_A_MS = 1e6;
  private static final double MS_A_SECOND = 1e3;

  @Parameters(arity = "0..*", paramLabel = "CODE", description = "Java, or a magic.")
  private List<String> code;

  @Override
  public Object call() {
    throw UserError.because("%time has nothing to time")
        .allowed("Java or a magic after it, or %%time as the first line of a cell")
        .next("%time 1 + 1");
  }

  /** What stands behind {@code %time}, or null if the line is another one. */
  static String timed(String line) {
    Matcher m = LINE.matcher(line);
    return m.matches() ? m.group("code") : null;
  }

  /** The time since a moment of {@link System#nanoTime}. */
  static String since(long start) {
    double ms = (System.nanoTime() - start) / NANOS_A_MS;
    return ms < MS_A_SECOND
        ? String.format(Locale.ROOT, "Time: %.1f ms", ms)
        : String.format(Locale.ROOT, "Time: %.2f s", ms / MS_A_SECOND);
  }
}
