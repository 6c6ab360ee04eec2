package cortado.prune;

import cortado.UserError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * As few parameters as that.
 *
 * @param bound how many there may be, at least 1, or how many times fewer than before, above 1
 * @param relative whether it is times fewer
 */
public record ParameterGoal(double bound, boolean relative) implements PruningGoal {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})|(\\d{1,6}(?:\\.\\d{1,6})?)x");

  /**
   * @throws UserError if nothing would be left, or nothing less
   */
  public ParameterGoal {
    if (!(relative ? bound > 1 && bound < 1e6 : bound >= 1 && bound < 1e12)) {
      throw notUnderstood(text(bound, relative));
    }
  }

  /**
   * Reads {@code 20x}, a twentieth of the parameters, or {@code 24394}, at most so many; several
   * with commas between.
   *
   * @throws UserError if one is neither
   */
  public static List<ParameterGoal> parse(String text) {
    return Stream.of(text.split(",", -1)).map(ParameterGoal::parseOne).toList();
  }

  private static ParameterGoal parseOne(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      throw notUnderstood(text);
    }
    boolean relative = m.group(2) != null;
    return new ParameterGoal(Double.parseDouble(relative ? m.group(2) : m.group(1)), relative);
  }

  private static UserError notUnderstood(String text) {
    return UserError.because("The number of parameters is not understood")
        .received(text)
        .allowed("20x (times fewer, above 1), 24394 (at most), or several with commas")
        .next("%prune --params 20x --granularity channel");
  }

  /**
   * How many parameters there may be.
   *
   * @param present how many there were before
   */
  public long limit(long present) {
    return relative
        ? BigDecimal.valueOf(present)
            .divide(BigDecimal.valueOf(bound), 0, RoundingMode.FLOOR)
            .longValueExact()
        : (long) bound;
  }

  @Override
  public double left(long present) {
    return limit(present);
  }

  /** As it is parsed: {@code 20x}. */
  @Override
  public String toString() {
    return text(bound, relative);
  }

  private static String text(double bound, boolean relative) {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return number + (relative ? "x" : "");
  }
}
