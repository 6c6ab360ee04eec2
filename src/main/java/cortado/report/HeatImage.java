package cortado.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** Draws cells in colours; XChart's own heat map leaves no room for its titles and names. */
final class HeatImage {
  private static final int MARGIN = 24;
  private static final int TOP = 60;
  private static final int BOTTOM = 70;

  /** Cells below this height have no room for a number. */
  private static final int LEAST = 15;

  private final Chart.Heat chart;
  private final Graphics2D g;
  private final int left;
  private final double cellWidth;
  private final double cellHeight;

  /**
   * @param names font of the names of rows and columns
   */
  HeatImage(Chart.Heat chart, Graphics2D g, int width, int height, Font names) {
    this.chart = chart;
    this.g = g;
    g.setFont(names);
    FontMetrics metrics = g.getFontMetrics();
    this.left =
        2 * MARGIN
            + chart.rows().stream().mapToInt(r -> metrics.stringWidth(r.name())).max().orElse(0);
    this.cellWidth = (double) (width - left - MARGIN) / chart.columns().size();
    this.cellHeight = (double) (height - TOP - BOTTOM) / chart.rows().size();
  }

  void draw(Color ink, Font title) {
    for (int row = 0; row < chart.rows().size(); row++) {
      Chart.HeatRow cells = chart.rows().get(row);
      double middle = TOP + (row + 0.5) * cellHeight;
      g.setColor(ink);
      text(cells.name(), left - 8 - g.getFontMetrics().stringWidth(cells.name()), middle);
      for (int column = 0; column < chart.columns().size(); column++) {
        cell(row, column, cells.values().get(column), ink);
      }
    }
    double below = TOP + chart.rows().size() * cellHeight;
    g.setColor(ink);
    for (int column = 0; column < chart.columns().size(); column++) {
      centred(chart.columns().get(column), left + (column + 0.5) * cellWidth, below + 14);
    }
    centred(chart.x(), left + chart.columns().size() * cellWidth / 2, below + 40);
    text(chart.y(), MARGIN, TOP - 14);
    g.setFont(title);
    centred(chart.title(), (left + chart.columns().size() * cellWidth) / 2, MARGIN);
  }

  private void cell(int row, int column, double value, Color ink) {
    if (Double.isNaN(value)) {
      return;
    }
    double share = chart.share(value);
    int x = (int) Math.round(left + column * cellWidth);
    int y = (int) Math.round(TOP + row * cellHeight);
    g.setColor(Palette.between(share));
    g.fillRect(
        x,
        y,
        (int) Math.round(left + (column + 1) * cellWidth) - x - 1,
        (int) Math.round(TOP + (row + 1) * cellHeight) - y - 1);
    if (cellHeight >= LEAST) {
      g.setColor(share > 0.7 ? Color.WHITE : ink);
      centred(ChartText.number(value), x + cellWidth / 2, y + cellHeight / 2);
    }
  }

  private void centred(String text, double x, double y) {
    text(text, x - g.getFontMetrics().stringWidth(text) / 2.0, y);
  }

  private void text(String text, double x, double middle) {
    FontMetrics metrics = g.getFontMetrics();
    double base = middle + (metrics.getAscent() - metrics.getDescent()) / 2.0;
    g.drawString(text, (float) x, (float) base);
  }
}
