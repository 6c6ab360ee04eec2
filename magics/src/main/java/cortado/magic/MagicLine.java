package cortado.magic;

import cortado.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line such as {@code %prune 0.8 --epochs 5}, taken apart.
 *
 * @param name without the percent sign
 * @param arguments as a shell would split them: quotes group, a backslash is itself
 */
public record MagicLine(String name, List<String> arguments) {
  private static final Pattern FORM =
      Pattern.compile("\\s*%([A-Za-z][\\w-]*)(?:\\s+(.*))?", Pattern.DOTALL);

  public MagicLine {
    arguments = List.copyOf(arguments);
  }

  /** Whether a line has the form of a magic, known or not. */
  public static boolean matches(String line) {
    return FORM.matcher(line).matches();
  }

  /**
   * Takes a line apart.
   *
   * @throws UserError if it is no magic or a quote stays open
   */
  public static MagicLine parse(String line) {
    Matcher m = FORM.matcher(line);
    if (!m.matches()) {
      throw UserError.because("This is not a magic")
          .received(line.strip())
          .next("%lsmagic lists them all.");
    }
    return new MagicLine(m.group(1), m.group(2) == null ? List.of() : split(m.group(2)));
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
          word = null;
        }
      } else {
        word = word == null ? new StringBuilder() : word;
        word.append(c);
      }
    }
    if (quote != 0) {
      throw UserError.because("A quote is not closed")
          .received(text)
          .next("Add the missing " + quote + " at its end.");
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }
}
