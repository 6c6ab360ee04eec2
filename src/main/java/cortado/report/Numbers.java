package cortado.report;

import java.util.Locale;

/** How numbers are shown: in plain notation whatever the locale, with the units of the project. */
public final class Numbers {
  private Numbers() {}

  /** Megabytes of 10^6 bytes, such as {@code 1.95 MB}; kilobytes where two decimals say nothing. */
  public static String size(long bytes) {
    return bytes < 100_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
  }

  /** Milliseconds, such as {@code 5.44 ms}. */
  public static String milliseconds(double ms) {
    return String.format(Locale.ROOT, ms < 100 ? "%.2f ms" : "%.0f ms", ms);
  }

  /** A share, such as {@code 79.6 %}. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * fraction).replace(".0 %", " %");
  }

  /** A count with thousands separated, such as {@code 487,881}. */
  public static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** A loss or a score with four digits. */
  public static String score(double v) {
    return String.format(Locale.ROOT, "%.4f", v);
  }

  /** A ratio of signal to noise, such as {@code 43.1 dB}. */
  public static String decibels(double db) {
    return Double.isInfinite(db) && db > 0 ? "exact" : String.format(Locale.ROOT, "%.1f dB", db);
  }

  /** A small number with three digits, such as {@code 0.0123} or {@code 1.25e-05}. */
  public static String small(double v) {
    return String.format(Locale.ROOT, v == 0 || v >= 1e-3 ? "%.4g" : "%.2e", v);
  }

  /** How many times smaller, faster: such as {@code 4.1x}. */
  public static String ratio(double r) {
    return String.format(Locale.ROOT, r < 10 ? "%.2fx" : "%.1fx", r);
  }
}
