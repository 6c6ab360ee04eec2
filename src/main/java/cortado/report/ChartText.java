package cortado.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a chart with characters. */
final class ChartText {
  private static final int COLUMNS = 64;
  private static final int LINES = 16;
  private static final int BAR = 40;
  private static final String SHADES = " ░▒▓█";
  private static final String MARKS = "●▲■◆○△□";

  private ChartText() {}

  static String draw(Chart chart) {
    StringBuilder out = new StringBuilder(chart.title()).append('\n');
    if (chart.isEmpty()) {
      return out.append("nothing to show").toString();
    }
    if (chart instanceof Chart.Points p) {
      draw(p, out);
    } else if (chart instanceof Chart.Bars b) {
      draw(b, out);
    } else if (chart instanceof Chart.Heat h) {
      draw(h, out);
    }
    return out.toString().stripTrailing();
  }

  private static void draw(Chart.Points p, StringBuilder out) {
    Range x = Range.of(p, Chart.Point::x);
    Range y = Range.of(p, Chart.Point::y);
    char[][] cells = new char[LINES][COLUMNS];
    for (char[] line : cells) {
      Arrays.fill(line, ' ');
    }
    for (int i = 0; i < p.series().size(); i++) {
      Chart.PointSeries s = p.series().get(i);
      for (Chart.Point point : s.look() == Chart.Look.FRONT ? List.<Chart.Point>of() : s.points()) {
        int column = (int) Math.round(x.fraction(point.x()) * (COLUMNS - 1));
        int line = (int) Math.round((1 - y.fraction(point.y())) * (LINES - 1));
        cells[line][column] = MARKS.charAt(i % MARKS.length());
      }
    }
    out.append(p.y()).append('\n');
    for (int line = 0; line < LINES; line++) {
      double value = y.max() - line * (y.max() - y.min()) / (LINES - 1);
      out.append(String.format("%9s ┤", line % 5 == 0 ? number(value) : ""))
          .append(new String(cells[line]).stripTrailing())
          .append('\n');
    }
    String left = number(x.min());
    String right = number(x.max());
    out.append(" ".repeat(10)).append('└').append("─".repeat(COLUMNS)).append('\n');
    out.append(" ".repeat(11)).append(left);
    out.append(" ".repeat(COLUMNS - left.length() - right.length())).append(right).append('\n');
    out.append(" ".repeat(11)).append(p.x()).append('\n');
    if (p.series().size() > 1) {
      for (int i = 0; i < p.series().size(); i++) {
        Chart.PointSeries s = p.series().get(i);
        if (s.look() == Chart.Look.FRONT) {
          out.append("\n ").append(s.name()).append(": ").append(labels(s));
        } else {
          out.append(' ').append(MARKS.charAt(i % MARKS.length())).append(' ');
          out.append(s.name()).append("  ");
        }
      }
    }
  }

  private static String labels(Chart.PointSeries s) {
    return s.points().stream().map(Chart.Point::label).distinct().collect(Collectors.joining(", "));
  }

  private static void draw(Chart.Bars b, StringBuilder out) {
    double most =
        b.series().stream()
            .flatMap(s -> s.values().stream())
            .filter(v -> !v.isNaN())
            .mapToDouble(v -> v)
            .max()
            .orElse(0);
    int names = b.categories().stream().mapToInt(String::length).max().orElse(0);
    int series = b.series().stream().mapToInt(s -> s.name().length()).max().orElse(0);
    out.append(b.y()).append('\n');
    for (int c = 0; c < b.categories().size(); c++) {
      for (int i = 0; i < b.series().size(); i++) {
        Chart.BarSeries s = b.series().get(i);
        double value = s.values().get(c);
        out.append(pad(i == 0 ? b.categories().get(c) : "", names)).append("  ");
        if (b.series().size() > 1) {
          out.append(pad(s.name(), series)).append("  ");
        }
        out.append(Double.isNaN(value) ? "–" : bar(value, most) + " " + number(value)).append('\n');
      }
    }
  }

  /** A shade beside each number, so that the eye finds the dark ones. */
  private static void draw(Chart.Heat h, StringBuilder out) {
    int names = h.rows().stream().mapToInt(r -> r.name().length()).max().orElse(0);
    int width = Math.max(9, 2 + h.columns().stream().mapToInt(String::length).max().orElse(0));
    out.append(pad("", names));
    h.columns().forEach(c -> out.append(" ".repeat(width - c.length())).append(c));
    out.append("  ").append(h.x()).append('\n');
    for (Chart.HeatRow row : h.rows()) {
      out.append(pad(row.name(), names));
      for (double value : row.values()) {
        String cell = Double.isNaN(value) ? "–" : shade(value, h) + " " + number(value);
        out.append(" ".repeat(width - cell.length())).append(cell);
      }
      out.append('\n');
    }
  }

  private static char shade(double value, Chart.Heat h) {
    return SHADES.charAt((int) Math.round(h.share(value) * (SHADES.length() - 1)));
  }

  // The last cell shows eighths.
  private static String bar(double value, double most) {
    int eighths = most > 0 ? (int) Math.round(8 * BAR * Math.max(0, value) / most) : 0;
    String rest = eighths % 8 == 0 ? "" : String.valueOf((char) (0x2590 - eighths % 8));
    return "█".repeat(eighths / 8) + rest;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  static String number(double v) {
    if (v == 0) {
      return "0";
    }
    double size = Math.abs(v);
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", v);
  }
}
