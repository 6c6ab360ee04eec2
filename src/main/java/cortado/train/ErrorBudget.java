package cortado.train;

import cortado.UserError;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much worse than before a model may be.
 *
 * @param metric that is bounded; empty for the loss
 * @param bound above 0
 * @param relative whether the bound is times what the model before has
 */
public record ErrorBudget(Optional<Metric> metric, double bound, boolean relative) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([a-z0-9-]+)\\s*(<=|>=)\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(x?)\\s*");

  public ErrorBudget {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("bound " + bound);
    }
  }

  /**
   * Reads {@code loss<=1.01x}, at most 1.01 times the loss before, {@code loss<=0.11}, {@code
   * dice>=0.99x} and so on.
   *
   * @throws UserError if it is none of them
   */
  public static ErrorBudget parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || Double.parseDouble(m.group(3)) == 0) {
      throw refused(text);
    }
    Optional<Metric> metric =
        Stream.of(Metric.values()).filter(one -> name(one).equals(m.group(1))).findFirst();
    boolean known = metric.isPresent() || m.group(1).equals("loss");
    var budget = new ErrorBudget(metric, Double.parseDouble(m.group(3)), !m.group(4).isEmpty());
    if (!known || !m.group(2).equals(budget.sign())) {
      throw refused(text);
    }
    return budget;
  }

  private static UserError refused(String text) {
    return UserError.because("The error budget is not understood")
        .received(text)
        .allowed(
            "loss<=1.01x (times the loss before), loss<=0.11, or a metric such as dice>=0.99x,"
                + " accuracy>=0.9, mae<=1.1x")
        .next("%quantize int8 --within \"loss<=1.01x\"");
  }

  private static String name(Metric metric) {
    return metric.title().toLowerCase(Locale.ROOT);
  }

  private String sign() {
    return metric.map(Metric::isBetterHigher).orElse(false) ? ">=" : "<=";
  }

  /** The word for what is bounded: {@code loss}, {@code dice}. */
  public String measure() {
    return metric.map(ErrorBudget::name).orElse("loss");
  }

  /** What is bounded; empty if the task has no such metric. */
  public OptionalDouble value(Evaluation evaluation) {
    return metric.isPresent()
        ? evaluation.metric(metric.get())
        : OptionalDouble.of(evaluation.loss());
  }

  /**
   * Whether a value is good enough; one that is not a number never is.
   *
   * @param before the value of the model before
   */
  public boolean allows(double value, double before) {
    double limit = relative ? bound * before : bound;
    return metric.map(Metric::isBetterHigher).orElse(false) ? value >= limit : value <= limit;
  }

  /** As it is parsed: {@code loss<=1.01x}. */
  @Override
  public String toString() {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return measure() + sign() + number + (relative ? "x" : "");
  }
}
