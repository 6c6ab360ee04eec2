package cortado.shell;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java variables in magics: {@code %prune {sparsity} --epochs {epochs}}, as IPython has them. */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_]\\w*)\\}");

  private Placeholders() {}

  /** The line with values in place of names; what {@code %time} times may be Java, with braces. */
  static String fill(String line, Function<String, Object> variable) {
    if (TimeMagic.timed(line) != null) {
      return line;
    }
    return NAME.matcher(line)
        .replaceAll(m -> Matcher.quoteReplacement(String.valueOf(variable.apply(m.group(1)))));
  }
}
