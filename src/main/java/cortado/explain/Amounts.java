package cortado.explain;

import java.util.Locale;

/** Numbers in sentences. */
final class Amounts {
  private Amounts() {}

  static String milliseconds(double ms) {
    return String.format(Locale.ROOT, ms < 0.095 ? "%.3f ms" : ms < 10 ? "%.2f ms" : "%.1f ms", ms);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share < 0.0995 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  /** Megabytes of 10^6 bytes. */
  static String megabytes(double bytes) {
    return String.format(Locale.ROOT, bytes < 10e6 ? "%.2f MB" : "%.1f MB", bytes / 1e6);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2fx", ratio);
  }

  static String decibels(double db) {
    return String.format(Locale.ROOT, "%.1f dB", db);
  }

  /** How much faster or slower a time is than another, such as {@code 1.20x slower}. */
  static String comparison(double ms, double reference) {
    double ratio = ms / reference;
    return Math.abs(ratio - 1) < 0.005
        ? "as fast"
        : ratio < 1 ? times(1 / ratio) + " faster" : times(ratio) + " slower";
  }

  /** A count with its noun: {@code 1 operator}, {@code 2 operators}. */
  static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }
}
