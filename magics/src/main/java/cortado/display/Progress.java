package cortado.display;

import java.time.Duration;
import java.util.Locale;

/**
 * One state of a progress bar.
 *
 * @param fraction done, in [0, 1]
 * @param detail what is going on, may be empty
 * @param elapsed since the bar was opened
 * @param closed whether the work has ended
 */
record Progress(String title, double fraction, String detail, Duration elapsed, boolean closed) {
  private static final int CELLS = 24;

  Progress {
    fraction = Double.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
    title = oneLine(title);
    detail = oneLine(detail == null ? "" : detail);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** One line for a terminal. */
  String text() {
    int full = (int) Math.round(CELLS * fraction);
    return title + " " + "█".repeat(full) + "░".repeat(CELLS - full) + " " + percent() + rest();
  }

  /** One line for a log. */
  String log() {
    return title + " " + percent() + rest();
  }

  MimeBundle bundle() {
    String html =
        "<span class=\"what\">"
            + Html.escape(title)
            + "</span> <span class=\"bar\"><i style=\"width:"
            + String.format(Locale.ROOT, "%.1f", 100 * fraction)
            + "%\"></i></span> <span class=\"n\">"
            + percent()
            + "</span>"
            + Html.escape(rest());
    return MimeBundle.text(log()).with(MimeBundle.HTML, Html.styled(html));
  }

  private String percent() {
    return Math.round(100 * fraction) + " %";
  }

  private String rest() {
    String more = detail.isEmpty() ? "" : " · " + detail;
    if (closed) {
      return more + " · " + time(elapsed);
    }
    if (fraction < 0.02 || elapsed.toSeconds() < 1) {
      return more;
    }
    return more + " · " + time(left()) + " left";
  }

  private Duration left() {
    return Duration.ofMillis((long) (elapsed.toMillis() * (1 - fraction) / fraction));
  }

  static String time(Duration d) {
    long s = Math.round(d.toMillis() / 1000.0);
    return s < 60
        ? s + " s"
        : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s / 60 % 60 + " min";
  }
}
