package cortado.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a chart as pixels, on white, for viewers without JavaScript. */
final class ChartImage {
  private static final Color INK = new Color(0x333333);
  private static final Color GRID = new Color(0xe4e4e4);

  private static final double RING = 8;

  private ChartImage() {}

  static BufferedImage draw(Chart chart, int width, int height) {
    // Nothing here opens a window, and macOS would show one more application for it.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    if (chart.isEmpty()) {
      drawNothing(chart, g, width, height);
    } else if (chart instanceof Chart.Points p) {
      draw(p, g, width, height);
    } else if (chart instanceof Chart.Bars b) {
      draw(b, g, width, height);
    } else if (chart instanceof Chart.Heat h) {
      draw(h, g, width, height);
    }
    g.dispose();
    return image;
  }

  private static void drawNothing(Chart chart, Graphics2D g, int width, int height) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(INK);
    g.setFont(font(Font.PLAIN, 15));
    g.drawString(chart.title() + ": nothing to show", 30, height / 2);
  }

  private static void draw(Chart.Points p, Graphics2D g, int width, int height) {
    XYChart xy = new XYChart(width, height);
    style(xy.getStyler(), p.series().size());
    titles(xy, p);
    Range x = Range.of(p, Chart.Point::x);
    Range y = Range.of(p, Chart.Point::y);
    xy.getStyler().setXAxisMin(x.min()).setXAxisMax(x.max());
    xy.getStyler().setYAxisMin(y.min()).setYAxisMax(y.max());
    for (int i = 0; i < p.series().size(); i++) {
      Chart.PointSeries s = p.series().get(i);
      if (!s.points().isEmpty()) {
        XYSeries drawn =
            xy.addSeries(
                i + " " + s.name(),
                s.points().stream().map(Chart.Point::x).toList(),
                s.points().stream().map(Chart.Point::y).toList());
        drawn.setLabel(s.name());
        look(drawn, s.look(), Color.decode(p.colour(i)));
      }
    }
    if (p.hasFewWholeSteps()) {
      xy.getStyler()
          .setxAxisTickLabelsFormattingFunction(
              v -> Math.abs(v - Math.rint(v)) < 1e-9 ? Long.toString(Math.round(v)) : " ");
    }
    if (p.series().stream().anyMatch(s -> s.points().size() > ChartFigure.MANY)) {
      xy.getStyler().setMarkerSize(5);
    }
    xy.paint(g, width, height);
    rings(p, g, xy);
    if (ChartFigure.showsLabels(p)) {
      g.setFont(font(Font.PLAIN, 12));
      PointLabels.draw(p, g, width, xy::getScreenXFromChart, xy::getScreenYFromChart);
    }
  }

  private static void look(XYSeries drawn, Chart.Look look, Color colour) {
    drawn.setMarker(look.hasMarks() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    drawn.setMarkerColor(colour).setLineColor(colour);
    drawn.setLineStyle(
        switch (look) {
          case POINTS -> SeriesLines.NONE;
          case LINE, OUTLINE -> SeriesLines.SOLID;
          case DASHED -> SeriesLines.DASH_DASH;
          case FRONT -> SeriesLines.DOT_DOT;
        });
    if (look == Chart.Look.FRONT) {
      drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Step);
    }
  }

  private static void rings(Chart.Points p, Graphics2D g, XYChart xy) {
    g.setColor(Color.decode(Palette.GREY));
    g.setStroke(new BasicStroke(1.5f));
    for (Chart.PointSeries s : p.series()) {
      for (Chart.Point at : s.look() == Chart.Look.FRONT ? s.points() : List.<Chart.Point>of()) {
        double x = xy.getScreenXFromChart(at.x());
        double y = xy.getScreenYFromChart(at.y());
        g.draw(new Ellipse2D.Double(x - RING, y - RING, 2 * RING, 2 * RING));
      }
    }
  }

  private static void draw(Chart.Bars b, Graphics2D g, int width, int height) {
    BarLabels bars = new BarLabels(width, height);
    CategoryStyler styler = bars.getStyler();
    style(styler, b.series().size());
    titles(bars, b);
    styler.setAvailableSpaceFill(0.8);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setYAxisMin(0.0).setYAxisMax(1.1 * highest(b));
    if (b.categories().stream().mapToInt(String::length).sum() > width / 10) {
      styler.setXAxisLabelRotation(35);
    }
    for (int i = 0; i < b.series().size(); i++) {
      Chart.BarSeries s = b.series().get(i);
      List<Double> values = new ArrayList<>();
      s.values().forEach(v -> values.add(v.isNaN() ? null : v));
      CategorySeries drawn = bars.addSeries(i + " " + s.name(), b.categories(), values);
      drawn.setLabel(s.name());
      drawn.setFillColor(Palette.awt(i));
    }
    bars.paint(g, width, height);
    g.setColor(INK);
    g.setFont(font(Font.PLAIN, 11));
    bars.draw(b, g);
  }

  private static void draw(Chart.Heat h, Graphics2D g, int width, int height) {
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    new HeatImage(h, g, width, height, font(Font.PLAIN, 12)).draw(INK, font(Font.BOLD, 17));
  }

  private static double highest(Chart.Bars b) {
    double most =
        b.series().stream()
            .flatMap(s -> s.values().stream())
            .filter(v -> !v.isNaN())
            .mapToDouble(v -> v)
            .max()
            .orElse(1);
    return most > 0 ? most : 1;
  }

  private static void titles(
      org.knowm.xchart.internal.chartpart.Chart<?, ?> drawn, Chart described) {
    drawn.setTitle(described.title());
    drawn.setXAxisTitle(described.x());
    drawn.setYAxisTitle(described.y());
  }

  private static void style(AxesChartStyler s, int series) {
    s.setDecimalPattern("#,##0.######");
    s.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK).setChartPadding(14);
    s.setChartTitleFont(font(Font.BOLD, 17))
        .setChartTitleBoxVisible(false)
        .setChartTitlePadding(10);
    s.setLegendVisible(series > 1).setLegendPosition(Styler.LegendPosition.OutsideS);
    s.setLegendLayout(Styler.LegendLayout.Horizontal).setLegendBorderColor(Color.WHITE);
    s.setLegendFont(font(Font.PLAIN, 13)).setLegendPadding(8);
    s.setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
    s.setMarkerSize(9).setAntiAlias(true);
    s.setAxisTitleFont(font(Font.PLAIN, 14)).setAxisTickLabelsFont(font(Font.PLAIN, 12));
    s.setPlotGridLinesColor(GRID).setAxisTickLabelsColor(INK).setAxisTickMarksColor(GRID);
    s.setPlotMargin(0).setAxisTitlePadding(10).setLocale(Locale.ROOT);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
