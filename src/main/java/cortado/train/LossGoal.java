package cortado.train;

import cortado.UserError;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A loss that is good enough.
 *
 * @param bound above 0
 * @param relative whether the bound is times the loss of the model that is made up for
 */
public record LossGoal(double bound, boolean relative) {
  private static final Pattern FORM =
      Pattern.compile("\\s*loss\\s*<=\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(x?)\\s*");

  public LossGoal {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bound " + bound);
    }
  }

  /**
   * Reads {@code loss<=1.02x}, at most 1.02 times the loss before, or {@code loss<=0.105}.
   *
   * @throws UserError if it is neither
   */
  public static LossGoal parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || Double.parseDouble(m.group(1)) == 0) {
      throw UserError.because("The goal is not understood")
          .received(text)
          .allowed("loss<=1.02x (times the loss before) or loss<=0.105")
          .next("--until \"loss<=1.02x\"");
    }
    return new LossGoal(Double.parseDouble(m.group(1)), !m.group(2).isEmpty());
  }

  /** The loss that is good enough, when the model to make up for has this one. */
  public double limit(double before) {
    return relative ? bound * before : bound;
  }

  /** As it is parsed: {@code loss<=1.02x}. */
  @Override
  public String toString() {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return "loss<=" + number + (relative ? "x" : "");
  }
}
