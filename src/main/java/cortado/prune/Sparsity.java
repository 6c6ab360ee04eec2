package cortado.prune;

import cortado.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The share of zeros among the elements of a weight.
 *
 * @param value in [0, 1)
 */
public record Sparsity(double value) implements PruningGoal, Comparable<Sparsity> {
  public static final Sparsity NONE = new Sparsity(0);

  private static final String ALLOWED = "[0, 1)";
  private static final int MAX_SWEEP = 100;

  /**
   * @throws UserError if the value is outside [0, 1)
   */
  public Sparsity {
    if (!(value >= 0 && value < 1)) {
      UserError error =
          UserError.because("The sparsity is out of range").received(value).allowed(ALLOWED);
      throw value > 1 && value < 100
          ? error.next("%prune " + BigDecimal.valueOf(value).movePointLeft(2).stripTrailingZeros())
          : error.next("%prune 0.8");
    }
  }

  /**
   * Reads a number, {@code 0.8}.
   *
   * @throws UserError if it is none in [0, 1)
   */
  public static Sparsity parse(String text) {
    return new Sparsity(decimal(text).doubleValue());
  }

  /**
   * Reads one number, several with commas between, or a sweep {@code from:to:step} that includes
   * both ends: {@code 0.1:0.8:0.1} is eight values, each as it would be written by hand.
   *
   * @throws UserError if it is none of these, or gives more than 100 values
   */
  public static List<Sparsity> parseSweep(String text) {
    return Stream.of(text.split(",", -1)).flatMap(s -> parsePart(s).stream()).toList();
  }

  private static List<Sparsity> parsePart(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 1) {
      return List.of(parse(text));
    }
    if (parts.length != 3) {
      throw notUnderstood(text);
    }
    BigDecimal from = decimal(parts[0]);
    BigDecimal to = decimal(parts[1]);
    BigDecimal step = decimal(parts[2]);
    if (step.signum() <= 0 || from.compareTo(to) > 0) {
      throw notUnderstood(text);
    }
    if (to.subtract(from).compareTo(step.multiply(BigDecimal.valueOf(MAX_SWEEP))) >= 0) {
      throw UserError.because("The sweep has too many values")
          .received(text)
          .allowed("up to " + MAX_SWEEP);
    }
    List<Sparsity> sweep = new ArrayList<>();
    for (BigDecimal s = from; s.compareTo(to) <= 0; s = s.add(step)) {
      sweep.add(new Sparsity(s.doubleValue()));
    }
    return List.copyOf(sweep);
  }

  private static BigDecimal decimal(String text) {
    // An exponent could make a number whose digits fill the memory.
    if (text.strip().matches("[+-]?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})")) {
      return new BigDecimal(text.strip());
    }
    throw notUnderstood(text);
  }

  private static UserError notUnderstood(String text) {
    return UserError.because("The sparsity is not understood")
        .received(text)
        .allowed(
            "a number in " + ALLOWED + ", several with commas, or from:to:step with from <= to")
        .next("%prune 0.1:0.8:0.1");
  }

  /** How many of n elements are zero: value x n, rounded half up. */
  public int zeros(int n) {
    return (int) zeros((long) n);
  }

  /** As {@link #zeros(int)}. */
  public long zeros(long n) {
    return Math.round(value * n);
  }

  @Override
  public double left(long present) {
    return (1 - value) * present;
  }

  /** In percent: {@code 80}, {@code 12.5}. */
  public String percent() {
    return BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(Sparsity other) {
    return Double.compare(value, other.value);
  }

  /** As it is parsed: {@code 0.8}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
