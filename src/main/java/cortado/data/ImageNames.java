package cortado.data;

import cortado.UserError;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the names of images count: {@code 2} comes before {@code 10}. */
final class ImageNames {
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,18})\\D*$");
  private static final Pattern BETWEEN_RUNS = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  /** Runs of digits by their value, everything else by its characters. */
  static final Comparator<String> NATURAL_ORDER =
      ((Comparator<String>) ImageNames::compareRuns).thenComparing(Comparator.naturalOrder());

  private ImageNames() {}

  /** The last number in a name. */
  static long number(String name) {
    Matcher m = LAST_NUMBER.matcher(name);
    if (!m.find()) {
      throw UserError.because("A range of test images needs a number in the name of every image")
          .received(name)
          .next("--test 0.2");
    }
    return Long.parseLong(m.group(1));
  }

  private static int compareRuns(String a, String b) {
    String[] x = BETWEEN_RUNS.split(a);
    String[] y = BETWEEN_RUNS.split(b);
    for (int i = 0; i < Math.min(x.length, y.length); i++) {
      int order = compareRun(x[i], y[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(x.length, y.length);
  }

  private static int compareRun(String a, String b) {
    if (!startsWithDigit(a) || !startsWithDigit(b)) {
      return a.compareTo(b);
    }
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static boolean startsWithDigit(String s) {
    return !s.isEmpty() && s.charAt(0) >= '0' && s.charAt(0) <= '9';
  }
}
