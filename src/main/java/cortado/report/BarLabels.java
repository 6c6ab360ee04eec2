package cortado.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.CategoryChart;

/** XChart's bars with their values above them: XChart itself writes into the bars. */
final class BarLabels extends CategoryChart {
  /** More bars than these leave no room for numbers. */
  private static final int MOST = 24;

  BarLabels(int width, int height) {
    super(width, height);
  }

  /** Whether numbers have room above the bars. */
  static boolean fit(Chart.Bars chart) {
    return chart.series().size() * chart.categories().size() <= MOST;
  }

  void draw(Chart.Bars chart, Graphics2D g) {
    if (!fit(chart)) {
      return;
    }
    int series = chart.series().size();
    int groups = chart.categories().size();
    Rectangle2D area = plot.getBounds();
    double inner = getStyler().getPlotContentSize() * area.getWidth();
    double group = inner / groups;
    double bar = group * getStyler().getAvailableSpaceFill() / series;
    double left = area.getX() + (area.getWidth() - inner) / 2;
    for (int c = 0; c < groups; c++) {
      double start = left + c * group + (group - bar * series) / 2;
      for (int s = 0; s < series; s++) {
        double value = chart.series().get(s).values().get(c);
        if (!Double.isNaN(value)) {
          String text = ChartText.number(value);
          double x = start + (s + 0.5) * bar - g.getFontMetrics().stringWidth(text) / 2.0;
          g.drawString(text, (float) x, (float) getScreenYFromChart(value) - 4);
        }
      }
    }
  }
}
