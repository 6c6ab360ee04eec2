package cortado.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell that asks what something is, as IPython's users know it. */
final class HelpCell {
  private static final Pattern FORM =
      Pattern.compile("\\s*(?<subject>%\\w+|[\\p{L}_$\"][^\\s?]*)\\?\\s*");

  private HelpCell() {}

  /** The name before the question mark; with a blank between, it would be Java to go on. */
  static Optional<String> subject(String cell) {
    Matcher m = FORM.matcher(cell);
    return m.matches() ? Optional.of(m.group("subject")) : Optional.empty();
  }
}
